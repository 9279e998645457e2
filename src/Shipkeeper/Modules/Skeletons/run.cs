#!/usr/bin/env dotnet
// Called as 'run check' (say what would change, change nothing) and 'run apply' (do it). The context is JSON on standard input; what the module
// has to say goes to descriptor 3, one JSON object per line, and the last of them is the result. Everything else that it writes is log.
#:property PublishAot=false
#:property UseSharedCompilation=false
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

using var channel = new StreamWriter(new FileStream(new SafeFileHandle(3, ownsHandle: true), FileAccess.Write)) { AutoFlush = true };
try
{
    var config = JsonNode.Parse(Console.In.ReadToEnd())!["config"]!;
    var changed = Keep(args[0], (string)config["path"]!, (string)config["text"]! + "\n");
    Say(new() { ["type"] = "result", ["success"] = true, ["changed"] = changed });
}
catch (Exception failure)
{
    Say(new() { ["type"] = "result", ["success"] = false, ["error"] = failure.Message });
}

bool Keep(string verb, string path, string text)
{
    if (File.Exists(path) && File.ReadAllText(path) == text)
    {
        return false;
    }

    Say(new() { ["type"] = "log", ["message"] = $"{path} is not as it should be" });
    if (verb == "apply")
    {
        // Beside it, then in its place: whoever reads it meanwhile finds the old text or the new one.
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    return true;
}

void Say(JsonObject message) => channel.WriteLine(message.ToJsonString());

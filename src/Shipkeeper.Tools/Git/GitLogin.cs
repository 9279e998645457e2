using System.Text;

namespace Shipkeeper.Tools.Git;

/// <summary>
/// An address of a repository without the login that stood in it. Git hands addresses on to its helpers as arguments, which everybody on the host can read; a
/// header that its environment names (<c>http.&lt;url&gt;.extraHeader</c> of git-config(1)) nobody sees.
/// </summary>
/// <param name="Address">As git may be told it.</param>
/// <param name="Environment">What tells git the login; empty where the address has none.</param>
internal sealed record GitLogin(string Address, IReadOnlyList<KeyValuePair<string, string>> Environment)
{
    /// <param name="address">As git takes it: a URL, a folder, <c>host:path</c>.</param>
    public static GitLogin Of(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length == 0)
        {
            return new(address, []);
        }

        // A name alone is most often a token.
        var userAndPassword = url.UserInfo.Contains(':') ? url.UserInfo : url.UserInfo + ':';
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userAndPassword)));
        return new(
            GitErrors.WithoutLogin(address),
            [
                new("GIT_CONFIG_COUNT", "1"),
                new("GIT_CONFIG_KEY_0", $"http.{url.Scheme}://{url.Authority}/.extraHeader"),
                new("GIT_CONFIG_VALUE_0", $"Authorization: Basic {login}"),
            ]);
    }
}

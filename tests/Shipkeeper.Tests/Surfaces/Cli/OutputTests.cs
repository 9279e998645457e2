using Shipkeeper.Surfaces.Cli;

namespace Shipkeeper.Tests.Surfaces.Cli;

public sealed class OutputTests
{
    [Fact]
    public void Whatever_is_said_moves_no_terminal()
    {
        using var text = new StringWriter();
        using (var writer = new PatientWriter(text))
        {
            var output = new Output(writer, writer, new(colour: true), Verbosity.Normal);
            output.Line("data \e[2Jof \e[31mothers\e[0m");
            output.News("news\e]0;title\a of others");
        }

        Assert.Equal("data of \e[31mothers\e[0m\nnews of others\n", text.ToString());
    }
}

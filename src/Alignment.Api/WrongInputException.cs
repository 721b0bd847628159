namespace Alignment.Api;

/// <summary>The command line, its settings or its input files are wrong: every fault, each a sentence that says what would mend it.</summary>
public sealed class WrongInputException : Exception
{
    public WrongInputException(params IReadOnlyList<string> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    public IReadOnlyList<string> Faults { get; }
}

namespace Alignment.Api.Commands;

/// <summary>What the process tells its caller when it ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, but something was rejected under <c>--strict</c>, or a check failed.</summary>
    public const int CheckFailed = 1;

    /// <summary>The command line or its input files are wrong; nothing was done.</summary>
    public const int WrongInput = 2;
}

namespace Alignment.GraphQL.Execution;

/// <summary>
/// Lets the resolvers of one request that take scoped services run one after the other, in the order of the document:
/// what is scoped, a <c>DbContext</c> say, is seldom safe to use twice at a time.
/// </summary>
internal sealed class SoloGate
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = [];
    private bool taken;

    internal bool TryEnter()
    {
        lock (gate)
            return !taken && (taken = true);
    }

    internal Task EnterAsync()
    {
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    internal void Exit()
    {
        TaskCompletionSource? next;
        lock (gate)
        {
            if (!waiting.TryDequeue(out next))
                taken = false;
        }

        next?.SetResult();
    }
}

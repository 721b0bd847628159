using System.Runtime.CompilerServices;

namespace Alignment.GraphQL.Execution;

/// <summary>Opens the stream of events that a subscription field answers.</summary>
internal abstract class SourceStreamOpener
{
    /// <summary>The events, until the token is canceled.</summary>
    internal abstract ValueTask<IAsyncEnumerable<object?>> OpenAsync(Column column, CancellationToken cancellationToken);
}

/// <summary>Listens to a topic.</summary>
/// <typeparam name="TMessage">The class of the events.</typeparam>
/// <param name="topicOf">The topic, from the arguments.</param>
internal sealed class TopicOpener<TMessage>(Func<Column, string> topicOf) : SourceStreamOpener
{
    internal override async ValueTask<IAsyncEnumerable<object?>> OpenAsync(Column column, CancellationToken cancellationToken)
    {
        var receiver = (ITopicEventReceiver?)column.Request.ApplicationServices.GetService(typeof(ITopicEventReceiver))
            ?? throw new InvalidOperationException("No ITopicEventReceiver is registered: call AddInMemorySubscriptions().");
        var stream = await receiver.SubscribeAsync<TMessage>(topicOf(column), cancellationToken).ConfigureAwait(false);
        return Read(stream, cancellationToken);
    }

    private static async IAsyncEnumerable<object?> Read(ISourceStream<TMessage> stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var message in stream.ReadEventsAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return message;
        }
    }
}

/// <summary>Calls a method that returns the events.</summary>
/// <typeparam name="TMessage">The class of the events.</typeparam>
internal sealed class MethodOpener<TMessage>(IReadOnlyList<ParameterBinding> parameters, ResolverCall<ValueTask<object?>> call) : SourceStreamOpener
{
    internal override async ValueTask<IAsyncEnumerable<object?>> OpenAsync(Column column, CancellationToken cancellationToken)
    {
        var opened = await call(column.Parent(0), column.Bind(parameters), column.Context(0)).ConfigureAwait(false);
        return opened switch
        {
            IAsyncEnumerable<TMessage> events => Read(events, null, cancellationToken),
            ISourceStream<TMessage> stream => Read(stream.ReadEventsAsync(), stream, cancellationToken),
            _ => throw new InvalidOperationException($"Subscription field {column.Selection.Field} must return Async Iterable."),
        };
    }

    private static async IAsyncEnumerable<object?> Read(
        IAsyncEnumerable<TMessage> events, IAsyncDisposable? owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in events.WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return message;
        }
        finally
        {
            if (owner is not null)
                await owner.DisposeAsync().ConfigureAwait(false);
        }
    }
}

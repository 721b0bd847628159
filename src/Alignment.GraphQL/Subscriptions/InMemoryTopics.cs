using System.Threading.Channels;

namespace Alignment.GraphQL;

/// <summary>
/// Topics inside the process. A subscriber that falls more than <see cref="BufferSize"/> messages behind loses the oldest: a sender
/// never waits for a reader.
/// </summary>
internal sealed class InMemoryTopics : ITopicEventSender, ITopicEventReceiver
{
    internal const int BufferSize = 256;

    private readonly Dictionary<string, List<Subscriber>> topics = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default)
    {
        Subscriber[] subscribers;
        lock (gate)
            subscribers = topics.TryGetValue(topicName, out var list) ? [.. list] : [];
        foreach (var subscriber in subscribers)
            subscriber.Write(message);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync(string topicName)
    {
        List<Subscriber>? subscribers;
        lock (gate)
            topics.Remove(topicName, out subscribers);
        foreach (var subscriber in subscribers ?? [])
            subscriber.Complete();
        return ValueTask.CompletedTask;
    }

    public ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default)
    {
        var subscriber = new Subscriber<TMessage>(this, topicName);
        lock (gate)
        {
            if (!topics.TryGetValue(topicName, out var list))
                topics[topicName] = list = [];
            list.Add(subscriber);
        }

        return ValueTask.FromResult<ISourceStream<TMessage>>(subscriber);
    }

    /// <summary>How many subscribers there are now.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
                return topics.Values.Sum(t => t.Count);
        }
    }

    private void Remove(string topicName, Subscriber subscriber)
    {
        lock (gate)
        {
            if (!topics.TryGetValue(topicName, out var list))
                return;
            list.Remove(subscriber);
            if (list.Count == 0)
                topics.Remove(topicName);
        }
    }

    private abstract class Subscriber
    {
        internal abstract void Write(object? message);

        internal abstract void Complete();
    }

    private sealed class Subscriber<TMessage>(InMemoryTopics topics, string topicName) : Subscriber, ISourceStream<TMessage>
    {
        private readonly Channel<TMessage> channel = Channel.CreateBounded<TMessage>(
            new BoundedChannelOptions(BufferSize) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        public IAsyncEnumerable<TMessage> ReadEventsAsync() => channel.Reader.ReadAllAsync();

        public ValueTask DisposeAsync()
        {
            topics.Remove(topicName, this);
            channel.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        internal override void Write(object? message)
        {
            if (message is TMessage typed)
                channel.Writer.TryWrite(typed);
        }

        internal override void Complete() => channel.Writer.TryComplete();
    }
}

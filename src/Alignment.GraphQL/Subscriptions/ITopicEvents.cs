namespace Alignment.GraphQL;

/// <summary>Tells subscribers of a topic what has happened.</summary>
public interface ITopicEventSender
{
    /// <summary>Sends one message to whoever is subscribed now.</summary>
    ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default);

    /// <summary>Ends the streams of a topic.</summary>
    ValueTask CompleteAsync(string topicName);
}

/// <summary>Listens to a topic.</summary>
public interface ITopicEventReceiver
{
    /// <summary>Everything sent from now on.</summary>
    ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default);
}

/// <summary>A stream of messages, to be read once and then disposed of.</summary>
/// <typeparam name="TMessage">The class of the messages.</typeparam>
public interface ISourceStream<out TMessage> : IAsyncDisposable
{
    /// <summary>The messages.</summary>
    IAsyncEnumerable<TMessage> ReadEventsAsync();
}

namespace Alignment.GraphQL;

/// <summary>One of the errors that a mutation expects: a member of its union of errors.</summary>
/// <typeparam name="TError">
/// A class that becomes an object type, or an exception: thrown, it becomes an error with its message.
/// A class with a public static <c>CreateErrorFrom(TException)</c> stands for that exception.
/// </typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ErrorAttribute<TError> : ErrorAttribute
{
    /// <inheritdoc/>
    public override Type ErrorType => typeof(TError);
}

/// <inheritdoc cref="ErrorAttribute{TError}"/>
public abstract class ErrorAttribute : Attribute
{
    /// <summary>The class of the error.</summary>
    public abstract Type ErrorType { get; }
}

/// <summary>Changes what the mutation conventions make of a method.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UseMutationConventionAttribute : Attribute
{
    /// <summary>The name of the field that carries the result; null for the result's type.</summary>
    public string? PayloadFieldName { get; set; }

    /// <summary>Turns the conventions off: parameters are arguments and the result is the field's value.</summary>
    public bool Disable { get; set; }
}

/// <summary>The parameter is the event that the subscription answers.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventMessageAttribute : Attribute;

/// <summary>The topic whose events the subscription answers.</summary>
/// <param name="topic">Argument names in braces stand for their values: <c>"lead/{leadId}"</c>. Null for the method's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TopicAttribute(string? topic = null) : Attribute
{
    /// <summary>The topic, or null for the method's name.</summary>
    public string? Topic { get; } = topic;
}

/// <summary>The method answers a stream of events.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubscribeAttribute : Attribute
{
    /// <summary>The method of the same class that opens the stream, an <see cref="IAsyncEnumerable{T}"/>; null for the topic.</summary>
    public string? With { get; set; }
}

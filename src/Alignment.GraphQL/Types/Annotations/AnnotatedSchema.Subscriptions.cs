using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <content>Subscription fields.</content>
internal sealed partial class AnnotatedSchema
{
    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    private void AddSubscriptionField(ObjectTypeConfiguration root, Type type, MethodInfo method)
    {
        if (method.GetCustomAttribute<SubscribeAttribute>() is not { } subscribe)
        {
            if (method.GetCustomAttribute<TopicAttribute>() is null)
                return; // a method that opens streams
            subscribe = new SubscribeAttribute();
        }

        var field = MethodField(method, "Subscription", type);
        field.Subscribe = subscribe.With is { } opener ? Opener(type, opener, field) : Topic(method, field);
        root.Fields.Add(field);
    }

    private SourceStreamOpener Opener(Type type, string name, OutputFieldConfiguration field)
    {
        var method = type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new ArgumentException($"there is no method {name} to open the stream.");
        foreach (var parameter in method.GetParameters().Where(compiler.IsArgument))
        {
            if (!field.Arguments.Exists(a => a.Name == Naming.OfParameter(parameter)))
                field.Arguments.Add(Argument(parameter));
        }

        var result = TypeInference.Unwrap(Inference.Of(method)).Type;
        var message = result.GetInterfaces().Append(result)
            .FirstOrDefault(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) || i.GetGenericTypeDefinition() == typeof(ISourceStream<>)))
            ?.GetGenericArguments()[0] ?? throw new ArgumentException($"{name} must return an IAsyncEnumerable<T> or an ISourceStream<T>.");
        var compiled = compiler.Compile(method, p => ArgumentOf(p, field));
        return (SourceStreamOpener)Activator.CreateInstance(
            typeof(MethodOpener<>).MakeGenericType(message), compiled.Bindings, BoxedCalls.Of(compiled))!;
    }

    private static SourceStreamOpener Topic(MethodInfo method, OutputFieldConfiguration field)
    {
        var message = method.GetParameters().FirstOrDefault(p => p.GetCustomAttribute<EventMessageAttribute>() is not null)?.ParameterType
            ?? throw new ArgumentException("a subscription takes an [EventMessage].");
        var topic = method.GetCustomAttribute<TopicAttribute>()?.Topic ?? method.Name;
        foreach (Match match in Placeholder().Matches(topic))
        {
            if (!field.Arguments.Exists(a => a.Name == match.Groups[1].Value))
                throw new ArgumentException($"the topic names the argument {match.Groups[1].Value}, which is not there.");
        }

        Func<Column, string> topicOf = column => Placeholder().Replace(topic, match =>
            Convert.ToString(column.Arguments[column.Selection.IndexOfArgument(match.Groups[1].Value)], CultureInfo.InvariantCulture) ?? "");
        return (SourceStreamOpener)Activator.CreateInstance(typeof(TopicOpener<>).MakeGenericType(message), topicOf)!;
    }
}

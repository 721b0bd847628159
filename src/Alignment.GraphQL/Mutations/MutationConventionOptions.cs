using System.Reflection;

namespace Alignment.GraphQL;

/// <summary>What the mutation conventions add to every mutation.</summary>
public sealed class MutationConventionOptions
{
    internal List<MutationInputField> InputFields { get; } = [];

    internal List<Type> Errors { get; } = [];

    /// <summary>Adds a field to the input of mutations that do not have one of that name.</summary>
    /// <param name="name">The name in the schema.</param>
    /// <param name="type">A nullable type in the schema's own notation: <c>String</c>.</param>
    /// <param name="description">Markdown.</param>
    /// <param name="appliesTo">Which mutations; null for all.</param>
    public MutationConventionOptions AddInputField(string name, string type, string description, Func<MethodInfo, bool>? appliesTo = null)
    {
        InputFields.Add(new MutationInputField(name, type, description, appliesTo ?? (_ => true)));
        return this;
    }

    /// <summary>Adds a class of errors to the union of every mutation, as <see cref="ErrorAttribute{TError}"/> would.</summary>
    public MutationConventionOptions AddError<TError>()
    {
        Errors.Add(typeof(TError));
        return this;
    }
}

internal sealed record MutationInputField(string Name, string Type, string Description, Func<MethodInfo, bool> AppliesTo);

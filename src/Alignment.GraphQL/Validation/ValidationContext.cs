using System.Runtime.CompilerServices;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation;

/// <summary>What the rules of one validation share: the document by name, the place of the walk, the errors, and the budgets.</summary>
internal sealed class ValidationContext
{
    private const int FragmentWork = 50_000;

    private readonly ValidationOptions options;
    private readonly List<GraphQLError> errors = [];
    private readonly Dictionary<string, FragmentDefinitionNode> fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<SelectionSetNode, List<FragmentSpreadNode>> spreads = [];
    private readonly Dictionary<ExecutableDefinitionNode, List<VariableUsage>> usages = [];
    private readonly Dictionary<OperationDefinitionNode, List<VariableUsage>> usagesThroughFragments = [];
    private int fragmentWorkLeft = FragmentWork;

    internal ValidationContext(Schema schema, DocumentNode document, ValidationOptions options)
    {
        Schema = schema;
        Document = document;
        State = new TypeState(schema);
        this.options = options;
        foreach (var definition in document.Definitions)
        {
            if (definition is FragmentDefinitionNode fragment)
                fragments[fragment.Name.Value] = fragment;
        }
    }

    internal Schema Schema { get; }

    internal DocumentNode Document { get; }

    internal TypeState State { get; }

    internal IReadOnlyList<GraphQLError> Errors => errors;

    internal bool Suggestions => options.Suggestions;

    internal void Report(string message, params ReadOnlySpan<SyntaxNode> nodes)
    {
        if (errors.Count >= options.MaxErrors)
            throw ValidationAbortedException.TooManyErrors();
        errors.Add(GraphQLError.At(message, ErrorCodes.ValidationFailed, nodes));
    }

    /// <summary>Adds an error beyond the cap.</summary>
    internal void AddLast(string message) => errors.Add(new GraphQLError(message) { Code = ErrorCodes.ValidationFailed });

    /// <summary>"Did you mean" with the names nearest to one that is unknown, or nothing when suggestions are off.</summary>
    internal string DidYouMean(string unknown, IEnumerable<string> known, string? introduction = null) =>
        options.Suggestions ? Validation.Suggestions.DidYouMean(Validation.Suggestions.Nearest(unknown, known), introduction) : string.Empty;

    internal FragmentDefinitionNode? FindFragment(string name) => fragments.GetValueOrDefault(name);

    /// <summary>The spreads in a selection set and in the sets inside it, but not those in the fragments they name.</summary>
    internal List<FragmentSpreadNode> SpreadsIn(SelectionSetNode set)
    {
        if (spreads.TryGetValue(set, out var found))
            return found;
        found = [];
        var open = new Stack<SelectionSetNode>([set]);
        while (open.TryPop(out var next))
        {
            foreach (var selection in next.Selections)
            {
                if (selection is FragmentSpreadNode spread)
                    found.Add(spread);
                else if ((selection as FieldNode)?.SelectionSet is { } ofField)
                    open.Push(ofField);
                else if (selection is InlineFragmentNode inline)
                    open.Push(inline.SelectionSet);
            }
        }

        return spreads[set] = found;
    }

    /// <summary>Every fragment that the operations use, directly or through other fragments, each once, nearest first.</summary>
    internal List<FragmentDefinitionNode> FragmentsUsedBy(params IEnumerable<OperationDefinitionNode> operations)
    {
        var used = new List<FragmentDefinitionNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new Queue<string>();
        foreach (var operation in operations)
            Enqueue(SpreadsIn(operation.SelectionSet));
        SpendFragmentWork(names.Count);
        while (names.TryDequeue(out var name))
        {
            if (FindFragment(name) is not { } fragment)
                continue;
            used.Add(fragment);
            var inner = SpreadsIn(fragment.SelectionSet);
            SpendFragmentWork(inner.Count);
            Enqueue(inner);
        }

        return used;

        void Enqueue(List<FragmentSpreadNode> found)
        {
            foreach (var spread in found)
            {
                if (seen.Add(spread.Name.Value))
                    names.Enqueue(spread.Name.Value);
            }
        }
    }

    /// <summary>Every use of a variable in an operation and in the fragments it uses.</summary>
    internal List<VariableUsage> VariableUsages(OperationDefinitionNode operation)
    {
        if (usagesThroughFragments.TryGetValue(operation, out var found))
            return found;
        found = [.. UsagesIn(operation)];
        foreach (var fragment in FragmentsUsedBy(operation))
        {
            var local = UsagesIn(fragment);
            SpendFragmentWork(1 + (2 * local.Count));
            found.AddRange(local);
        }

        return usagesThroughFragments[operation] = found;
    }

    internal void SpendFragmentWork(int cost)
    {
        fragmentWorkLeft -= cost;
        if (fragmentWorkLeft < 0)
            throw ValidationAbortedException.TooMuchWork();
    }

    /// <summary>Ends validation before a long chain of fragments could overflow the stack.</summary>
    internal static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw ValidationAbortedException.TooMuchWork();
    }

    private List<VariableUsage> UsagesIn(ExecutableDefinitionNode definition)
    {
        if (usages.TryGetValue(definition, out var found))
            return found;
        var state = new TypeState(Schema);
        var collector = new VariableUsageCollector(state);
        new DocumentWalk(state, [collector]).Walk(definition);
        return usages[definition] = collector.Usages;
    }
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Limits;

/// <summary>Measures operations of valid documents before they run: depth, fields, aliases, directives, input sizes and cost.</summary>
/// <remarks>
/// Cost: a field costs what the schema says of it, else 1 when a resolver answers it and 0 when it is read from memory; each
/// object costs 1. What is below a list counts once an item: as many as <c>first</c> or <c>last</c> ask for, else the default
/// page size, else the size that the schema assumes, else <see cref="GraphQLLimits.AssumedListSize"/>. Introspection is free; it
/// has limits of its own. Each fragment is measured once, so the work is proportional to the document however large it unfolds.
/// </remarks>
public sealed class OperationAnalyzer
{
    private readonly Schema schema;
    private readonly GraphQLLimits limits;
    private readonly bool introspection;
    private readonly HashSet<NamedType> connections;

    /// <summary>An analyzer for one schema; it may be used from any thread.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="limits">What is allowed.</param>
    /// <param name="introspection">Whether <c>__schema</c> and <c>__type</c> are answered.</param>
    public OperationAnalyzer(Schema schema, GraphQLLimits limits, bool introspection)
    {
        this.schema = schema;
        this.limits = limits;
        this.introspection = introspection;
        connections = schema.Types.OfType<ComplexType>().SelectMany(static t => t.Fields)
            .Where(static f => f.Paging is not null).Select(static f => f.Type.NamedType()).ToHashSet();
    }

    /// <summary>Measures an operation.</summary>
    /// <param name="document">The document, which validation has accepted.</param>
    /// <param name="operation">One of its operations.</param>
    public OperationAnalysis Analyze(DocumentNode document, OperationDefinitionNode operation)
    {
        var run = new Run(this, document);
        var measure = run.Measure(operation.SelectionSet, schema.GetOperationType(operation.Operation)).WithDirectives(operation.Directives.Length);
        run.CheckDirectives(operation.Directives, operation);
        foreach (var variable in operation.VariableDefinitions)
        {
            measure = measure.WithDirectives(variable.Directives.Length);
            run.CheckDirectives(variable.Directives, variable);
            if (variable.DefaultValue is { } value)
                run.CountInput(value);
        }

        run.CheckTotals(operation, measure);
        return new OperationAnalysis(operation, measure, run.Refusals, limits.MaxCost);
    }

    private sealed class Run(OperationAnalyzer analyzer, DocumentNode document)
    {
        private readonly GraphQLLimits limits = analyzer.limits;
        private readonly Dictionary<string, FragmentDefinitionNode> fragments = document.Definitions.OfType<FragmentDefinitionNode>()
            .GroupBy(static f => f.Name.Value, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.Last(), StringComparer.Ordinal);

        private readonly Dictionary<string, SelectionMeasure> measured = new(StringComparer.Ordinal);
        private readonly Dictionary<string, GraphQLError> refusals = new(StringComparer.Ordinal);
        private InputSizes inputs = new(analyzer.limits);

        /// <summary>One for each limit at most.</summary>
        internal IReadOnlyList<GraphQLError> Refusals => [.. refusals.Values];

        internal SelectionMeasure Measure(SelectionSetNode set, NamedType? type)
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                return new SelectionMeasure { Depth = SelectionMeasure.Endless };
            var total = new SelectionMeasure();
            CheckRepeats(set);
            foreach (var selection in set.Selections)
            {
                CheckDirectives(selection.Directives, selection);
                total = total.Beside(MeasureSelection(selection, type).WithDirectives(selection.Directives.Length));
            }

            return total;
        }

        internal void CheckDirectives(ImmutableArray<DirectiveNode> directives, SyntaxNode place)
        {
            if (directives.Length > limits.MaxDirectivesPerLocation)
            {
                Refuse("There are too many directives at one place", ErrorCodes.TooManyDirectives,
                    nameof(limits.MaxDirectivesPerLocation), limits.MaxDirectivesPerLocation, directives.Length, place);
            }

            foreach (var directive in directives)
                CountInputs(directive.Arguments);
        }

        internal void CheckTotals(OperationDefinitionNode operation, SelectionMeasure total)
        {
            Check(total.Depth, "Fields are nested too deep", ErrorCodes.TooDeep, nameof(limits.MaxDepth), limits.MaxDepth);
            Check(total.Fields, "The operation has too many fields", ErrorCodes.TooManyFields, nameof(limits.MaxFields), limits.MaxFields);
            Check(total.Aliases, "The operation has too many aliases", ErrorCodes.TooManyAliases, nameof(limits.MaxAliases), limits.MaxAliases);
            Check(total.Directives, "The operation has too many directives", ErrorCodes.TooManyDirectives, nameof(limits.MaxDirectives), limits.MaxDirectives);
            if (total.Introspection is { } field && !analyzer.introspection)
            {
                refusals[nameof(limits.AllowIntrospection)] = GraphQLError.At(
                    $"The schema is not shown here. The setting {GraphQLLimits.Section}:{nameof(limits.AllowIntrospection)} decides.",
                    ErrorCodes.IntrospectionNotAllowed, field);
            }

            void Check(int found, string what, string code, string limit, int allowed)
            {
                if (found > allowed)
                    Refuse(what, code, limit, allowed, found >= SelectionMeasure.Endless ? null : found, operation);
            }
        }

        internal void CountInput(ValueNode value)
        {
            if (inputs.Count(value) is { } refusal)
                refusals.TryAdd(refusal.Code!, refusal);
        }

        private void CountInputs(ImmutableArray<ArgumentNode> arguments)
        {
            foreach (var argument in arguments)
                CountInput(argument.Value);
        }

        private void Refuse(string what, string code, string limit, int allowed, object? found, SyntaxNode node) =>
            refusals.TryAdd(limit, LimitRefusal.Of(what, code, limit, allowed, found, node));

        private SelectionMeasure MeasureSelection(SelectionNode selection, NamedType? type) => selection switch
        {
            FieldNode field => MeasureField(field, type),
            InlineFragmentNode inline => Measure(inline.SelectionSet, inline.TypeCondition is { } condition ? TypeOf(condition) : type),
            FragmentSpreadNode spread => MeasureFragment(spread.Name.Value),
            _ => new SelectionMeasure(),
        };

        private SelectionMeasure MeasureFragment(string name)
        {
            if (measured.TryGetValue(name, out var known))
                return known;
            if (!fragments.TryGetValue(name, out var fragment))
                return new SelectionMeasure();
            measured[name] = new SelectionMeasure(); // a cycle, which validation refuses, ends here
            CheckDirectives(fragment.Directives, fragment);
            return measured[name] = Measure(fragment.SelectionSet, TypeOf(fragment.TypeCondition)).WithDirectives(fragment.Directives.Length);
        }

        private SelectionMeasure MeasureField(FieldNode node, NamedType? type)
        {
            CountInputs(node.Arguments);
            var field = type is null ? null : analyzer.schema.GetField(type, node.Name.Value);
            var below = node.SelectionSet is { } set ? Measure(set, field?.Type.NamedType()) : new SelectionMeasure();
            var measured = below.Beside(new SelectionMeasure { Fields = 1, Aliases = node.Alias is null ? 0 : 1 }) with
            {
                Depth = Math.Min(SelectionMeasure.Endless, below.Depth + 1),
                Cost = CostFormula.Zero,
                CostOfItem = CostFormula.Zero,
            };
            if (field is null || field.IsIntrospectionField || type!.IsIntrospectionType)
                return field?.Name is "__schema" or "__type" ? measured with { Introspection = node } : measured;
            return WithCost(measured, node, field, type, below);
        }

        private SelectionMeasure WithCost(SelectionMeasure measured, FieldNode node, OutputField field, NamedType type, SelectionMeasure below)
        {
            var own = CostFormula.Of(field.Cost ?? (field.IsPure ? 0 : 1));
            var value = CostFormula.Of(field.Type.NamedType().IsCompositeType() ? 1 : 0).Plus(below.Cost);
            if (field.Paging is not null)
                return measured with { Cost = own.Plus(value).Plus(below.CostOfItem.Times(PageSize.Of(node, field, limits))) };
            value = value.Plus(below.CostOfItem.Times(new PageSize(limits.AssumedListSize, null)));
            if (!field.Type.IsListType())
                return measured with { Cost = own.Plus(value) };
            return analyzer.connections.Contains(type)
                ? measured with { Cost = own, CostOfItem = value }
                : measured with { Cost = own.Plus(value.Times(PageSize.Of(node, field, limits))) };
        }

        private void CheckRepeats(SelectionSetNode set)
        {
            if (set.Selections.Length <= limits.MaxRepeats)
                return;
            var counts = new Dictionary<(SyntaxKind Kind, string Name), int>();
            foreach (var selection in set.Selections)
            {
                var name = selection switch
                {
                    FieldNode field => field.ResponseName,
                    FragmentSpreadNode spread => spread.Name.Value,
                    _ => null,
                };
                if (name is null)
                    continue;
                var count = counts[(selection.Kind, name)] = counts.GetValueOrDefault((selection.Kind, name)) + 1;
                if (count > limits.MaxRepeats)
                {
                    Refuse("A field or fragment is repeated too often", ErrorCodes.TooManyRepeats,
                        nameof(limits.MaxRepeats), limits.MaxRepeats, null, selection);
                    return;
                }
            }
        }

        private NamedType? TypeOf(NamedTypeNode condition) => analyzer.schema.TryGetType(condition.Name.Value, out var type) ? type : null;
    }
}

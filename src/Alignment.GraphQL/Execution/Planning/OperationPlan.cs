using System.Collections.Frozen;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>One operation of a valid document, ready to run any number of times.</summary>
internal sealed class OperationPlan
{
    private OperationPlan(OperationDefinitionNode operation, ObjectType rootType, SelectionSetPlan root, VariablePlan[] variables, DocumentNode document)
    {
        Operation = operation;
        RootType = rootType;
        Root = root;
        Variables = variables;
        Document = document;
    }

    internal OperationDefinitionNode Operation { get; }

    internal DocumentNode Document { get; }

    internal OperationType Kind => Operation.Operation;

    internal string? Name => Operation.Name?.Value;

    internal ObjectType RootType { get; }

    internal SelectionSetPlan Root { get; }

    internal VariablePlan[] Variables { get; }

    /// <summary>What the cost analysis made of the operation, if it ran.</summary>
    internal Limits.OperationAnalysis? Analysis { get; set; }

    /// <summary>Compiles an operation.</summary>
    /// <exception cref="GraphQLException">The schema has no such kind of operation, or the operation selects too much.</exception>
    internal static OperationPlan Compile(Schema schema, DocumentNode document, OperationDefinitionNode operation)
    {
        var root = schema.GetOperationType(operation.Operation) ?? throw new GraphQLException(GraphQLError.At(
            $"Schema is not configured to execute {EnumText(operation.Operation)} operation.", ErrorCodes.OperationNotAllowed, operation));
        var usages = VariableUsages.Find(schema, document, operation, root);
        var variables = operation.VariableDefinitions
            .Select((v, i) => VariablePlan.Compile(schema, v, i, usages.GetValueOrDefault(v.Variable.Name.Value)))
            .ToArray();
        var compiler = new PlanCompiler(schema, document, variables.ToFrozenDictionary(v => v.Name, StringComparer.Ordinal));
        return new OperationPlan(operation, root, compiler.Compile(root, operation.SelectionSet), variables, document);
    }

    private static string EnumText(OperationType type) => type switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };
}

using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;
using Alignment.GraphQL.Validation.Rules;

namespace Alignment.GraphQL.Validation;

/// <summary>Checks that a schema can answer a document, by every rule of the September 2025 specification, section 5.</summary>
/// <remarks>
/// Messages, places and order are those of graphql-js 17.1.0. The work is bounded whatever the document: rules that compare
/// or follow fragments have budgets, and a document that exhausts one is refused with <c>Validation aborted.</c>
/// </remarks>
public static class DocumentValidator
{
    /// <summary>All errors, in the order in which the document meets them; empty when the document may run.</summary>
    /// <param name="schema">The schema that is to answer.</param>
    /// <param name="document">The document.</param>
    /// <param name="options"><see cref="ValidationOptions.Default"/> when null.</param>
    public static IReadOnlyList<GraphQLError> Validate(Schema schema, DocumentNode document, ValidationOptions? options = null)
    {
        var context = new ValidationContext(schema, document, options ?? ValidationOptions.Default);
        try
        {
            new DocumentWalk(context.State, SpecifiedRules(context)).Walk(document);
        }
        catch (ValidationAbortedException aborted)
        {
            context.AddLast(aborted.Message);
        }

        return context.Errors;
    }

    /// <summary>In the reference implementation's order, which decides the order of errors at one place.</summary>
    private static object[] SpecifiedRules(ValidationContext context) =>
    [
        new ExecutableDefinitionsRule(context),
        new KnownOperationTypesRule(context),
        new UniqueOperationNamesRule(context),
        new LoneAnonymousOperationRule(context),
        new SingleFieldSubscriptionsRule(context),
        new KnownTypeNamesRule(context),
        new FragmentsOnCompositeTypesRule(context),
        new VariablesAreInputTypesRule(context),
        new ScalarLeafsRule(context),
        new FieldsOnCorrectTypeRule(context),
        new UniqueFragmentNamesRule(context),
        new KnownFragmentNamesRule(context),
        new NoUnusedFragmentsRule(context),
        new PossibleFragmentSpreadsRule(context),
        new NoFragmentCyclesRule(context),
        new UniqueVariableNamesRule(context),
        new NoUndefinedVariablesRule(context),
        new NoUnusedVariablesRule(context),
        new KnownDirectivesRule(context),
        new UniqueDirectivesPerLocationRule(context),
        new KnownArgumentNamesRule(context),
        new UniqueArgumentNamesRule(context),
        new ValuesOfCorrectTypeRule(context),
        new ProvidedRequiredArgumentsRule(context),
        new VariablesInAllowedPositionRule(context),
        new OverlappingFieldsCanBeMergedRule(context),
        new UniqueInputFieldNamesRule(context),
        new MaxIntrospectionDepthRule(context),
    ];
}

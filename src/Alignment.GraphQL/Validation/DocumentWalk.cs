using System.Collections.Immutable;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation;

/// <summary>Goes once through executable definitions, keeps the <see cref="TypeState"/> and calls each rule where it asked to be called.</summary>
/// <remarks>Recursion is as deep as the document, which the parser bounds. Fragments are walked where they are defined, never where they are spread.</remarks>
internal sealed class DocumentWalk(TypeState state, object[] rules)
{
    private readonly IEnter<DocumentNode>[] enterDocument = Of<IEnter<DocumentNode>>(rules);
    private readonly ILeave<DocumentNode>[] leaveDocument = Of<ILeave<DocumentNode>>(rules);
    private readonly IEnter<OperationDefinitionNode>[] enterOperation = Of<IEnter<OperationDefinitionNode>>(rules);
    private readonly ILeave<OperationDefinitionNode>[] leaveOperation = Of<ILeave<OperationDefinitionNode>>(rules);
    private readonly IEnter<FragmentDefinitionNode>[] enterFragment = Of<IEnter<FragmentDefinitionNode>>(rules);
    private readonly IEnter<VariableDefinitionNode>[] enterVariableDefinition = Of<IEnter<VariableDefinitionNode>>(rules);
    private readonly IEnter<SelectionSetNode>[] enterSelectionSet = Of<IEnter<SelectionSetNode>>(rules);
    private readonly IEnter<FieldNode>[] enterField = Of<IEnter<FieldNode>>(rules);
    private readonly ILeave<FieldNode>[] leaveField = Of<ILeave<FieldNode>>(rules);
    private readonly IEnter<FragmentSpreadNode>[] enterSpread = Of<IEnter<FragmentSpreadNode>>(rules);
    private readonly IEnter<InlineFragmentNode>[] enterInlineFragment = Of<IEnter<InlineFragmentNode>>(rules);
    private readonly IEnter<DirectiveNode>[] enterDirective = Of<IEnter<DirectiveNode>>(rules);
    private readonly ILeave<DirectiveNode>[] leaveDirective = Of<ILeave<DirectiveNode>>(rules);
    private readonly IEnter<ArgumentNode>[] enterArgument = Of<IEnter<ArgumentNode>>(rules);
    private readonly IEnter<NamedTypeNode>[] enterNamedType = Of<IEnter<NamedTypeNode>>(rules);
    private readonly IEnter<VariableNode>[] enterVariable = Of<IEnter<VariableNode>>(rules);
    private readonly IEnter<ObjectValueNode>[] enterObject = Of<IEnter<ObjectValueNode>>(rules);
    private readonly ILeave<ObjectValueNode>[] leaveObject = Of<ILeave<ObjectValueNode>>(rules);
    private readonly IEnter<ObjectFieldNode>[] enterObjectField = Of<IEnter<ObjectFieldNode>>(rules);

    internal void Walk(DocumentNode document)
    {
        foreach (var rule in enterDocument)
            rule.Enter(document);
        foreach (var definition in document.Definitions)
        {
            if (definition is ExecutableDefinitionNode executable)
                Walk(executable);
        }

        foreach (var rule in leaveDocument)
            rule.Leave(document);
    }

    internal void Walk(ExecutableDefinitionNode definition)
    {
        if (definition is OperationDefinitionNode operation)
            WalkOperation(operation);
        else
            WalkFragment((FragmentDefinitionNode)definition);
    }

    private static T[] Of<T>(object[] rules) => [.. rules.OfType<T>()];

    private void WalkOperation(OperationDefinitionNode operation)
    {
        state.Type = state.Schema.GetOperationType(operation.Operation);
        foreach (var rule in enterOperation)
            rule.Enter(operation);
        foreach (var variable in operation.VariableDefinitions)
            WalkVariableDefinition(variable);
        WalkDirectives(operation.Directives, operation.Operation switch
        {
            OperationType.Query => DirectiveLocation.Query,
            OperationType.Mutation => DirectiveLocation.Mutation,
            _ => DirectiveLocation.Subscription,
        });
        WalkSelectionSet(operation.SelectionSet);
        foreach (var rule in leaveOperation)
            rule.Leave(operation);
        state.Type = null;
    }

    private void WalkFragment(FragmentDefinitionNode fragment)
    {
        state.Type = OutputTypeOf(fragment.TypeCondition);
        foreach (var rule in enterFragment)
            rule.Enter(fragment);
        WalkType(fragment.TypeCondition);
        WalkDirectives(fragment.Directives, DirectiveLocation.FragmentDefinition);
        WalkSelectionSet(fragment.SelectionSet);
        state.Type = null;
    }

    private void WalkVariableDefinition(VariableDefinitionNode variable)
    {
        state.InputType = state.TypeOf(variable.Type) is { } type && type.IsInputType() ? type : null;
        foreach (var rule in enterVariableDefinition)
            rule.Enter(variable);
        WalkType(variable.Type);
        if (variable.DefaultValue is { } value)
            WalkValue(value);
        state.InputType = null;
        WalkDirectives(variable.Directives, DirectiveLocation.VariableDefinition);
    }

    private void WalkType(TypeNode type)
    {
        var named = type.NamedType;
        foreach (var rule in enterNamedType)
            rule.Enter(named);
    }

    private void WalkSelectionSet(SelectionSetNode set)
    {
        var parentType = state.ParentType;
        state.ParentType = state.Type?.NamedType() is { } named && named.IsCompositeType() ? named : null;
        foreach (var rule in enterSelectionSet)
            rule.Enter(set);
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    WalkField(field);
                    break;
                case InlineFragmentNode inline:
                    WalkInlineFragment(inline);
                    break;
                case FragmentSpreadNode spread:
                    foreach (var rule in enterSpread)
                        rule.Enter(spread);
                    WalkDirectives(spread.Directives, DirectiveLocation.FragmentSpread);
                    break;
            }
        }

        state.ParentType = parentType;
    }

    private void WalkField(FieldNode node)
    {
        var (type, field) = (state.Type, state.Field);
        state.Field = state.ParentType is { } parent ? state.Schema.GetField(parent, node.Name.Value) : null;
        state.Type = state.Field?.Type;
        foreach (var rule in enterField)
            rule.Enter(node);
        WalkArguments(node.Arguments);
        WalkDirectives(node.Directives, DirectiveLocation.Field);
        if (node.SelectionSet is { } set)
            WalkSelectionSet(set);
        foreach (var rule in leaveField)
            rule.Leave(node);
        (state.Type, state.Field) = (type, field);
    }

    private void WalkInlineFragment(InlineFragmentNode node)
    {
        var type = state.Type;
        state.Type = node.TypeCondition is { } condition ? OutputTypeOf(condition) : type?.NamedType();
        foreach (var rule in enterInlineFragment)
            rule.Enter(node);
        if (node.TypeCondition is not null)
            WalkType(node.TypeCondition);
        WalkDirectives(node.Directives, DirectiveLocation.InlineFragment);
        WalkSelectionSet(node.SelectionSet);
        state.Type = type;
    }

    private void WalkDirectives(ImmutableArray<DirectiveNode> directives, DirectiveLocation location)
    {
        foreach (var directive in directives)
        {
            state.DirectiveLocation = location;
            state.InDirective = true;
            state.Directive = state.Schema.TryGetDirective(directive.Name.Value, out var type) ? type : null;
            foreach (var rule in enterDirective)
                rule.Enter(directive);
            WalkArguments(directive.Arguments);
            foreach (var rule in leaveDirective)
                rule.Leave(directive);
            (state.Directive, state.InDirective) = (null, false);
        }
    }

    private void WalkArguments(ImmutableArray<ArgumentNode> arguments)
    {
        foreach (var argument in arguments)
        {
            var known = state.Directive?.Arguments ?? state.Field?.Arguments;
            state.Argument = known is not null && known.TryGetField(argument.Name.Value, out var definition) ? definition : null;
            state.InputType = state.Argument?.Type;
            state.DefaultValue = state.Argument?.DefaultValue;
            foreach (var rule in enterArgument)
                rule.Enter(argument);
            WalkValue(argument.Value);
            (state.Argument, state.InputType, state.DefaultValue) = (null, null, null);
        }
    }

    private void WalkValue(ValueNode value)
    {
        switch (value)
        {
            case VariableNode variable:
                foreach (var rule in enterVariable)
                    rule.Enter(variable);
                break;
            case ListValueNode list:
                WalkList(list);
                break;
            case ObjectValueNode node:
                WalkObject(node);
                break;
        }
    }

    private void WalkList(ListValueNode list)
    {
        var (type, parentType, defaultValue) = (state.InputType, state.ParentInputType, state.DefaultValue);
        state.ParentInputType = type;
        state.InputType = (type?.NullableType() as ListType)?.ElementType;
        state.DefaultValue = null;
        foreach (var item in list.Values)
            WalkValue(item);
        (state.InputType, state.ParentInputType, state.DefaultValue) = (type, parentType, defaultValue);
    }

    private void WalkObject(ObjectValueNode node)
    {
        var (type, parentType, defaultValue) = (state.InputType, state.ParentInputType, state.DefaultValue);
        foreach (var rule in enterObject)
            rule.Enter(node);
        var objectType = type?.NamedType() as InputObjectType;
        foreach (var field in node.Fields)
        {
            InputField? definition = null;
            _ = objectType?.Fields.TryGetField(field.Name.Value, out definition);
            state.ParentInputType = objectType;
            state.InputType = definition?.Type;
            state.DefaultValue = definition?.DefaultValue;
            foreach (var rule in enterObjectField)
                rule.Enter(field);
            WalkValue(field.Value);
        }

        (state.InputType, state.ParentInputType, state.DefaultValue) = (type, parentType, defaultValue);
        foreach (var rule in leaveObject)
            rule.Leave(node);
    }

    private NamedType? OutputTypeOf(NamedTypeNode node) =>
        state.Schema.TryGetType(node.Name.Value, out var type) && type.IsOutputType() ? type : null;
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Execution;

/// <summary>Answers, once a request for each attribute, whether the caller may read what it guards.</summary>
internal sealed class Authorizer(ClaimsPrincipal user, Func<IServiceProvider> services)
{
    private readonly Dictionary<AuthorizeAttribute, Task<bool>> answers = new(ReferenceEqualityComparer.Instance as IEqualityComparer<AuthorizeAttribute>);
    private readonly Lock gate = new();

    internal static GraphQLException Refusal() =>
        new(new GraphQLError("You are not permitted to read this field.") { Code = ErrorCodes.NotPermitted });

    internal ValueTask<bool> IsPermittedAsync(IReadOnlyList<AuthorizeAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            var answer = AnswerOf(attribute);
            if (!answer.IsCompletedSuccessfully)
                return AllAsync(attributes);
            if (!answer.Result)
                return ValueTask.FromResult(false);
        }

        return ValueTask.FromResult(true);
    }

    private async ValueTask<bool> AllAsync(IReadOnlyList<AuthorizeAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (!await AnswerOf(attribute).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private Task<bool> AnswerOf(AuthorizeAttribute attribute)
    {
        lock (gate)
        {
            if (!answers.TryGetValue(attribute, out var answer))
                answers[attribute] = answer = AskAsync(attribute);
            return answer;
        }
    }

    private async Task<bool> AskAsync(AuthorizeAttribute attribute)
    {
        if (attribute.Roles is { Length: > 0 } roles && !Array.Exists(roles, user.IsInRole))
            return false;
        if (attribute.Policy is not { } policy)
            return user.Identity?.IsAuthenticated ?? false;
        var authorization = services().GetRequiredService<IAuthorizationService>();
        return (await authorization.AuthorizeAsync(user, null, policy).ConfigureAwait(false)).Succeeded;
    }
}

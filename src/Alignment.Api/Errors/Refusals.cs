using System.Text.Json;
using Alignment.Core;
using Alignment.GraphQL;

namespace Alignment.Api.Errors;

/// <summary>Hands what the domain answered to the client.</summary>
internal static class Refusals
{
    /// <summary>The errors of a mutation that was refused.</summary>
    public static FieldResult<T> ToFieldResult<T>(this IReadOnlyList<Refusal> refusals) =>
        new([.. refusals.Select(UserError.Of)]);

    /// <summary>The value, or the errors.</summary>
    public static FieldResult<T> ToFieldResult<T>(this Result<T> result) =>
        result.TryGetValue(out var value, out var refusals) ? value : refusals.ToFieldResult<T>();

    /// <summary>The value, for a query; a query has no payload, so its errors are the response's, coded like those of mutations.</summary>
    /// <exception cref="GraphQLException">It was refused.</exception>
    public static T OrThrow<T>(this Result<T> result) => result.TryGetValue(out var value, out var refusals)
        ? value
        : throw new GraphQLException([.. refusals.Select(refusal => new GraphQLError(refusal.Message) { Code = JsonNamingPolicy.SnakeCaseUpper.ConvertName(refusal.Code.ToString()) })]);
}

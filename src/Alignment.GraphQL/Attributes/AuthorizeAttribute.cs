namespace Alignment.GraphQL;

/// <summary>
/// Who may read a field, or the fields of a class. Anybody else gets null and an error with the code
/// <see cref="ErrorCodes.NotPermitted"/>. Several attributes must all be satisfied.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Property | AttributeTargets.Method, AllowMultiple = true)]
public sealed class AuthorizeAttribute : Attribute
{
    /// <summary>Anybody who is signed in.</summary>
    public AuthorizeAttribute()
    {
    }

    /// <summary>Whoever satisfies a policy of ASP.NET Core's authorization.</summary>
    public AuthorizeAttribute(string policy) => Policy = policy;

    /// <summary>The name of a policy, or null.</summary>
    public string? Policy { get; }

    /// <summary>Roles of which the caller needs at least one, or null.</summary>
    public string[]? Roles { get; set; }
}

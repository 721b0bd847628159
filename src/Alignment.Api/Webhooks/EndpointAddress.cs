using Alignment.Core;

namespace Alignment.Api.Webhooks;

/// <summary>A URL that messages may be posted to. Whether the addresses behind its name may be reached is asked at every connection.</summary>
public sealed record EndpointAddress
{
    private const int Longest = 2000;

    private EndpointAddress(string url) => Url = url;

    public string Url { get; }

    /// <param name="url">What the caller gave.</param>
    /// <param name="allowHttp">Whether plain http is accepted: only where some private network is allowed.</param>
    public static Result<EndpointAddress> Parse(string? url, bool allowHttp)
    {
        if (string.IsNullOrWhiteSpace(url) || url.Length > Longest || !Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri))
            return Refuse($"The URL is not an absolute https URL of at most {Longest} characters.");
        List<Refusal> refusals = [];
        if (uri.Scheme != Uri.UriSchemeHttps && !(allowHttp && uri.Scheme == Uri.UriSchemeHttp))
            refusals.Add(Refuse("The URL does not begin with https. Plain http is accepted only for networks in Alignment:Webhooks:AllowedNetworks."));
        if (uri.UserInfo.Length > 0) refusals.Add(Refuse("The URL carries a user name or password; messages are known by their signature instead."));
        if (uri.Fragment.Length > 0) refusals.Add(Refuse("The URL has a fragment, which is never sent."));
        return refusals.Count > 0 ? refusals : new EndpointAddress(uri.AbsoluteUri);
    }

    private static Refusal Refuse(string message) => new(RefusalCode.Validation, message, "url");
}

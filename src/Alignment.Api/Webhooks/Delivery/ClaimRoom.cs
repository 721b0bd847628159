namespace Alignment.Api.Webhooks.Delivery;

/// <summary>How much this host may take on: in all, and for each endpoint, so that a slow receiver does not hold up the others.</summary>
/// <param name="Total">How many more lines; at least 1.</param>
/// <param name="PerEndpoint">How many lines one endpoint may have under way.</param>
/// <param name="UnderWay">How many each has now.</param>
internal sealed record ClaimRoom(int Total, int PerEndpoint, IReadOnlyDictionary<WebhookEndpointId, int> UnderWay)
{
    /// <summary>Endpoints that are not asked about.</summary>
    public IReadOnlyList<WebhookEndpointId> FullEndpoints { get; } =
        [.. UnderWay.Where(endpoint => endpoint.Value >= PerEndpoint).Select(endpoint => endpoint.Key)];

    /// <summary>How many due lines to look at; the first ones may all be of one endpoint.</summary>
    public int Candidates => Total * 4;

    /// <summary>Those for which there is room, in the order given.</summary>
    public IReadOnlyList<DeliveryLine> Choose(IEnumerable<DeliveryLine> candidates)
    {
        var taken = UnderWay.ToDictionary();
        List<DeliveryLine> chosen = [];
        foreach (var line in candidates)
        {
            if (chosen.Count == Total) break;
            var busy = taken.GetValueOrDefault(line.EndpointId);
            if (busy >= PerEndpoint) continue;
            taken[line.EndpointId] = busy + 1;
            chosen.Add(line);
        }

        return chosen;
    }
}

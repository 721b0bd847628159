using Alignment.Api.Data;
using Alignment.Core.Leads.Definitions;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Definitions;

/// <summary>Definitions as they come into force.</summary>
public sealed class AgreementFeed(AlignmentStore store)
    : ChangeFeed<LeadDefinitionVersionId>(store, StoreTopics.Agreements, store.Settings.Kind == StorageKind.Postgres ? () => new AgreementTail(store) : null);

/// <summary>Follows which versions have been agreed, on whatever host. There are few, and one that has been stays so.</summary>
internal sealed class AgreementTail(AlignmentStore store) : ChangeTail<LeadDefinitionVersionId>
{
    private HashSet<LeadDefinitionVersionId> known = [];

    public override async Task BeginAsync(CancellationToken cancel) => known = [.. await AgreedAsync(cancel)];

    public override async Task ReadAsync(Func<LeadDefinitionVersionId, ValueTask> tell, CancellationToken cancel)
    {
        foreach (var id in await AgreedAsync(cancel))
            if (known.Add(id)) await tell(id);
    }

    private async Task<List<LeadDefinitionVersionId>> AgreedAsync(CancellationToken cancel)
    {
        await using var context = store.CreateDbContext();
        return await context.LeadDefinitions.Where(version => version.AgreedAt != null)
            .OrderBy(version => version.AgreedAt).Select(version => version.Id).ToListAsync(cancel);
    }
}

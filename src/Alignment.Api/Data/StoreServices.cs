using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Data;

internal static class StoreServices
{
    /// <summary>
    /// Offers the store, contexts for reading (a factory for resolvers that run side by side, and one a request), and the clock.
    /// </summary>
    public static void AddAlignmentStore(this IServiceCollection services, AlignmentStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton<IDbContextFactory<AlignmentContext>>(store);
        services.AddScoped(_ => store.CreateDbContext());
        services.AddSingleton<KnownVersions>();
        services.AddSingleton<NodaTime.IClock>(NodaTime.SystemClock.Instance);
        services.AddSingleton<Leads.LeadIntake>();
    }
}

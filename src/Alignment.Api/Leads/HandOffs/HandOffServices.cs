using Alignment.Api.Idempotency;

namespace Alignment.Api.Leads.HandOffs;

internal static class HandOffServices
{
    /// <summary>Adds the commands in the life of a lead, and the timer that does what falls due.</summary>
    public static void AddHandOffs(this IServiceCollection services)
    {
        services.AddSingleton<LeadChangeFeed>();
        services.AddSingleton<HandOffReadings>();
        services.AddSingleton<Definitions.AgreementFeed>();
        services.AddSingleton<LeadJournal>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<HandOffDesk>();
        services.AddSingleton<Deadlines>();
        services.AddSingleton<Leavers>();
        services.AddHostedService<DeadlineTimer>();
        services.AddSingleton<Queue.QueuesInUse>();
        services.AddHostedService<Queue.QueueRenewer>();
    }
}

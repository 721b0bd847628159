using Alignment.Api.Data.Mappings;
using Alignment.Api.Data.Values;
using Alignment.Api.Idempotency;
using Alignment.Api.Policies;
using Alignment.Api.Jobs;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Alignment.Api.Data;

/// <summary>The tables, mapped onto the domain's own types. Contexts come from <see cref="AlignmentStore"/>.</summary>
public sealed class AlignmentContext(DbContextOptions<AlignmentContext> options) : DbContext(options)
{
    public DbSet<Lead> Leads => Set<Lead>();

    public DbSet<LeadStanding> LeadStandings => Set<LeadStanding>();

    public DbSet<FormerPlace> FormerPlaces => Set<FormerPlace>();

    public DbSet<LoggedEngagement> Engagements => Set<LoggedEngagement>();

    public DbSet<LeadHistoryEntry> LeadHistory => Set<LeadHistoryEntry>();

    public DbSet<HandOff> HandOffs => Set<HandOff>();

    public DbSet<LeadDefinitionVersion> LeadDefinitions => Set<LeadDefinitionVersion>();

    public DbSet<StoredJourney> Journeys => Set<StoredJourney>();

    public DbSet<SalesRep> SalesReps => Set<SalesRep>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<ReasonList> ReasonLists => Set<ReasonList>();

    public DbSet<StoredPolicy> Policies => Set<StoredPolicy>();

    public DbSet<UsedKey> UsedKeys => Set<UsedKey>();

    public DbSet<Persona> Personas => Set<Persona>();

    public DbSet<Interview> Interviews => Set<Interview>();

    public DbSet<FieldVisit> FieldVisits => Set<FieldVisit>();

    public DbSet<ContentStory> Stories => Set<ContentStory>();

    public DbSet<ContentAsset> ContentAssets => Set<ContentAsset>();

    public DbSet<SharedContent> SharedContent => Set<SharedContent>();

    public DbSet<ForwardMove> ForwardMoves => Set<ForwardMove>();

    public DbSet<StandingCount> StandingCounts => Set<StandingCount>();

    private readonly List<Action> afterCommit = [];
    private StoreTopics raised;

    /// <summary>Runs an action once the unit of work of this context has been committed, and never if it is not. It must be quick and must not throw.</summary>
    internal void AfterCommit(Action action) => afterCommit.Add(action);

    /// <summary>Wakes, once the unit of work has been committed, whoever waits for this on any host.</summary>
    internal void Raise(StoreTopics topics) => raised |= topics;

    /// <summary>Says that the unit of work has been committed.</summary>
    internal void Committed(StoreSignals signals)
    {
        foreach (var action in afterCommit) action();
        signals.Raise(raised);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        var postgres = Database.IsNpgsql();
        Ids.Store(configurationBuilder, asUuid: postgres);
        Times.Store(configurationBuilder, natively: postgres);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<Actor>().HaveConversion<ActorConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new LeadMapping(inColumns: Database.IsRelational()));
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AlignmentContext).Assembly);
        SnakeCase.NameAll(modelBuilder.Model);
        if (!Database.IsNpgsql()) return;

        // Standings are copied in past the model; a trigger takes them away with their lead.
        var standings = modelBuilder.Entity<LeadStanding>().Metadata;
        foreach (var reference in standings.GetForeignKeys().ToList()) standings.RemoveForeignKey(reference);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            if (property.FindAnnotation(StoredJson.Annotation) is not null) property.SetColumnType("jsonb");
    }

    private sealed class ActorConverter() : ValueConverter<Actor, string>(actor => actor.ToString(), text => Actor.Parse(text));
}

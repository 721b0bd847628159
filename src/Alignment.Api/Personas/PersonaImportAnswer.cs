using Alignment.Api.Errors;
using Alignment.Core;

namespace Alignment.Api.Personas;

/// <summary>What taking a persona document in did, as it is remembered for a call that is sent again.</summary>
/// <param name="Created">Personas that were not known.</param>
/// <param name="Updated">Personas of which something changed.</param>
/// <param name="Unchanged">Personas that were known just so.</param>
/// <param name="Keys">Those that were taken in, in the order of the document.</param>
/// <param name="Faults">Why others were not.</param>
internal sealed record PersonaImportAnswer(int Created, int Updated, int Unchanged, IReadOnlyList<string> Keys, IReadOnlyList<PersonaFault> Faults)
{
    public static PersonaImportAnswer Of(PersonaIntake intake) => new(
        intake.Created, intake.Updated, intake.Unchanged, [.. intake.Personas.Select(persona => persona.Key)],
        [.. intake.Refusals.Select(refusal => new PersonaFault(refusal.Code, refusal.Message, [.. refusal.Path]))]);

    /// <summary>The faults, as clients see them.</summary>
    public IReadOnlyList<object> Errors() => [.. Faults.Select(fault => UserError.Of(new Refusal(fault.Code, fault.Message, fault.Path)))];
}

/// <summary>Why a record of a persona document was not taken in.</summary>
/// <param name="Code">What kind of refusal it is.</param>
/// <param name="Message">What is wrong and what would mend it.</param>
/// <param name="Path">Where in the document.</param>
internal sealed record PersonaFault(RefusalCode Code, string Message, IReadOnlyList<string> Path);

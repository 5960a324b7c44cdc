using System.Security.Cryptography;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>Writes a definition in its canonical form: one text for one meaning.</summary>
/// <remarks>
/// No white space, no escapes that JSON does not demand, defaults left out, members in the order of the schema,
/// languages and set values by key. Fields, choices, states, timers, steps and all lists keep the order of the file:
/// it is part of the meaning, as the order of buttons, of ranks and of steps that the system chooses from.
/// </remarks>
public static class DefinitionWriter
{
    /// <summary>The canonical form. The reader makes an equal definition of it.</summary>
    public static string Write(WorkflowDefinition definition) => new DefinitionText().Write(definition);

    /// <summary>The version's fingerprint: SHA-256 over the UTF-8 bytes of the canonical form, in lower-case hexadecimal.</summary>
    public static string Hash(WorkflowDefinition definition) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(definition))));
}

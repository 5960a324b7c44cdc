using System.ComponentModel;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Domain.Tickets;

public readonly record struct TicketId(Guid Value) : ITypedId<TicketId>
{
    public static TicketId New() => new(Guid.CreateVersion7());
    public static TicketId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

public readonly record struct MessageId(Guid Value) : ITypedId<MessageId>
{
    public static MessageId New() => new(Guid.CreateVersion7());
    public static MessageId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[TypeConverter(typeof(IdTypeConverter<AttachmentId>))]
public readonly record struct AttachmentId(Guid Value) : ITypedId<AttachmentId>
{
    public static AttachmentId New() => new(Guid.CreateVersion7());
    public static AttachmentId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[TypeConverter(typeof(IdTypeConverter<TimerId>))]
public readonly record struct TimerId(Guid Value) : ITypedId<TimerId>
{
    public static TimerId New() => new(Guid.CreateVersion7());
    public static TimerId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

[TypeConverter(typeof(IdTypeConverter<ApprovalId>))]
public readonly record struct ApprovalId(Guid Value) : ITypedId<ApprovalId>
{
    public static ApprovalId New() => new(Guid.CreateVersion7());
    public static ApprovalId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>The idempotency key of one command: a form carries it, so that a double click is one command.</summary>
[TypeConverter(typeof(IdTypeConverter<CommandId>))]
public readonly record struct CommandId(Guid Value) : ITypedId<CommandId>
{
    public static CommandId New() => new(Guid.CreateVersion7());
    public static CommandId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

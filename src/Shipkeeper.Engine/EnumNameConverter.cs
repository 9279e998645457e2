using System.Text.Json.Serialization;

namespace Shipkeeper.Engine;

/// <summary>Reads and writes an enum by its names alone: a number would also pass for values that do not exist.</summary>
public sealed class EnumNameConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;

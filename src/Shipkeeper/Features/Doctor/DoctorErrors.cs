namespace Shipkeeper.Features.Doctor;

internal static class DoctorErrors
{
    private static readonly ErrorCode FoundCode = new(
        "doctor.found",
        ErrorKind.Failed,
        "The doctor found at least one error. Each is listed with what to do about it; 'doctor --fix' mends those that can be mended without "
        + "losing anything.");

    public static IReadOnlyList<ErrorCode> All => [FoundCode];

    public static ShipkeeperException Found(int errors) =>
        FoundCode.Because(errors == 1 ? "one error was found." : $"{errors} errors were found.", "see 'try' under each of them");
}

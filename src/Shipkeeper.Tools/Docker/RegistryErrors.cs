namespace Shipkeeper.Tools.Docker;

/// <summary>What a registry did, or did not do, when the engine asked it.</summary>
public static class RegistryErrors
{
    public static readonly ErrorCode NotFoundCode = new(
        "registry.not-found",
        ErrorKind.Failed,
        "The registry does not have the image under this name and tag or digest: it was mistyped, never pushed, or deleted. Nothing that runs "
        + "is concerned; an image that the engine still has can be started.");

    public static readonly ErrorCode LoginCode = new(
        "registry.login",
        ErrorKind.Failed,
        "The registry does not let this user have the image: nobody is logged in there, the login has run out, or it is for others. Many "
        + "registries say the same of an image that does not exist. 'docker login' stores a login where Shipkeeper reads it, in the "
        + "config.json of the docker command line; it is sent to no other registry.");

    public static readonly ErrorCode RateLimitedCode = new(
        "registry.rate-limited",
        ErrorKind.Failed,
        "The registry has had too many requests from here, or for this login, and refuses more for a while. Nothing was changed. Who is logged "
        + "in usually may ask more often.");

    public static readonly ErrorCode UnreachableCode = new(
        "registry.unreachable",
        ErrorKind.Failed,
        "The engine found no way to the registry: its name is not known, nobody listens there, or the network does not lead to it. The engine "
        + "goes by its own proxy settings, not by those of this shell.");

    public static readonly ErrorCode TimeoutCode = new(
        "registry.timeout",
        ErrorKind.Failed,
        "The registry did not answer in time, or stopped sending in the middle of an image. Layers that have arrived whole are kept by the "
        + "engine, so that the next try goes on from there.");

    public static readonly ErrorCode UntrustedCode = new(
        "registry.untrusted",
        ErrorKind.Failed,
        "The engine does not trust whoever answered in the place of the registry: its certificate has run out, is for another name or signed "
        + "by an authority that the engine does not know, or there is none. Nothing is ever fetched past that check.");

    public static readonly ErrorCode FailedCode = new(
        "registry.failed",
        ErrorKind.Failed,
        "The registry answered with an error of its own. That is for whoever runs it to mend; often it is gone a moment later.");

    public static readonly ErrorCode BadAnswerCode = new(
        "registry.bad-answer",
        ErrorKind.Failed,
        "What came from the registry is not what was asked for: bytes that do not have the digest, a part of a layer, or no image at all, as "
        + "from a page that a network puts before the registry. The engine keeps nothing of it.");

    public static readonly ErrorCode NoPlatformCode = new(
        "registry.no-platform",
        ErrorKind.Failed,
        "The registry has the image, and not for this machine's operating system and processor. The image's author has to build it for that.");

    public static readonly ErrorCode BadReferenceCode = new(
        "registry.bad-reference",
        ErrorKind.Usage,
        "The name of an image is not one that an engine or a registry understands: letters of a name are lower-case, a tag follows a colon, "
        + "a digest an @. Nothing was asked.");

    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        NotFoundCode, LoginCode, RateLimitedCode, UnreachableCode, TimeoutCode, UntrustedCode, FailedCode, BadAnswerCode, NoPlatformCode, BadReferenceCode,
    ];

    public static ShipkeeperException NotFound(ImageReference image, string said) => NotFoundCode.Because(
        $"{image.Registry} has no image '{image}': {DockerErrors.Said(said)}.", "correct the image in the compose files, or push it");

    /// <param name="trouble">Why no login was found, where there should be one.</param>
    public static ShipkeeperException Login(ImageReference image, string said, string? trouble) => LoginCode.Because(
        $"{image.Registry} does not give '{image}' to this user: {DockerErrors.Said(said)}{(trouble is null ? "" : $"; {trouble}")}.",
        image.Registry == ImageReference.UsualRegistry ? "docker login" : $"docker login {image.Registry}");

    public static ShipkeeperException RateLimited(ImageReference image, string said) => RateLimitedCode.Because(
        $"{image.Registry} refuses more requests for now, for '{image}': {DockerErrors.Said(said)}.", "wait, or log in with 'docker login', then run the command again");

    public static ShipkeeperException Unreachable(ImageReference image, string said) => UnreachableCode.Because(
        $"The engine does not reach {image.Registry} for '{image}': {DockerErrors.Said(said)}.", $"curl --head {AddressOf(image)}");

    public static ShipkeeperException TimedOut(ImageReference image, string said) => TimeoutCode.Because(
        $"{image.Registry} did not answer in time for '{image}': {DockerErrors.Said(said)}.", "run the command again; what has arrived is kept");

    public static ShipkeeperException Untrusted(ImageReference image, string said) => UntrustedCode.Because(
        $"The engine does not trust what answers as {image.Registry} for '{image}': {DockerErrors.Said(said)}.",
        $"put the certificate of its authority into /etc/docker/certs.d/{image.Registry}/ca.crt");

    public static ShipkeeperException Failed(ImageReference image, string said) => FailedCode.Because(
        $"{image.Registry} failed for '{image}': {DockerErrors.Said(said)}.", "run the command again in a while");

    public static ShipkeeperException BadAnswer(ImageReference image, string said) => BadAnswerCode.Because(
        $"What {image.Registry} sent for '{image}' makes no sense: {DockerErrors.Said(said)}.", $"curl --head {AddressOf(image)}");

    public static ShipkeeperException NoPlatform(ImageReference image, string said) => NoPlatformCode.Because(
        $"'{image}' is not made for this machine: {DockerErrors.Said(said)}.", $"docker manifest inspect {image}");

    public static ShipkeeperException BadReference(string text) => BadReferenceCode.Because(
        $"'{DockerErrors.Said(text)}' is no name of an image.", "correct the image in the compose files");

    private static string AddressOf(ImageReference image) => $"https://{(image.Registry == ImageReference.UsualRegistry ? "registry-1.docker.io" : image.Registry)}/v2/";
}

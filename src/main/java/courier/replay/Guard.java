package courier.replay;

import org.jspecify.annotations.Nullable;

/**
 * What a person has allowed for a replay.
 *
 * @param patch a correction of each intent; null for none
 * @param resubmitUnknown those in doubt, too
 * @param raw those that could not be decoded, too, as they were
 * @param never those, too, for which a replay cannot help
 * @param generationsMax the highest generation that a replay may have
 */
public record Guard(@Nullable Patch patch, boolean resubmitUnknown, boolean raw, boolean never, int generationsMax) {}

package dev.millrace.feed;

import dev.millrace.kit.AuditEvent;
import java.util.Optional;

/**
 * How a file was finished.
 *
 * @param step what is told of it, if anything
 * @param reason the code of what was done
 * @param target where it is now when it was moved, or the name that was taken, or the file beside it
 * @param stays whether it is still in its place, so that its offset must be remembered
 * @param result how that went
 */
record FileFinish(
        Optional<AuditEvent.Step> step,
        Optional<String> reason,
        Optional<String> target,
        boolean stays,
        Optional<AuditEvent.Result> result) {

    static final String TARGET_EXISTS = "target-exists";

    /** It stays, and there is nothing to tell. */
    static final FileFinish LEFT =
            new FileFinish(Optional.empty(), Optional.empty(), Optional.empty(), true, Optional.empty());

    static final FileFinish DELETED = gone("deleted", Optional.empty());
    static final FileFinish KEPT = stays("kept", Optional.empty(), AuditEvent.Result.SUCCESS);

    /** It is no longer there, or no longer the file that was read. */
    static FileFinish lost(AuditEvent.Step step) {
        return new FileFinish(Optional.of(step), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    static FileFinish movedTo(String target) {
        return gone("moved", Optional.of(target));
    }

    static FileFinish renamedTo(String target) {
        return gone("renamed", Optional.of(target));
    }

    static FileFinish touched(String marker) {
        return stays("touched", Optional.of(marker), AuditEvent.Result.SUCCESS);
    }

    /** It stays because another file has the name that it should get. */
    static FileFinish targetExists(String target) {
        return stays(TARGET_EXISTS, Optional.of(target), AuditEvent.Result.FAILURE);
    }

    AuditEvent.Outcome outcome(AuditEvent.Step told) {
        AuditEvent.Outcome usual = AuditEvent.Outcome.of(told, reason, target);
        return new AuditEvent.Outcome(result.orElse(usual.result()), reason, target);
    }

    private static FileFinish gone(String reason, Optional<String> target) {
        return new FileFinish(
                Optional.of(AuditEvent.Step.ARCHIVED), Optional.of(reason), target, false, Optional.empty());
    }

    private static FileFinish stays(String reason, Optional<String> target, AuditEvent.Result result) {
        return new FileFinish(
                Optional.of(AuditEvent.Step.ARCHIVED), Optional.of(reason), target, true, Optional.of(result));
    }
}

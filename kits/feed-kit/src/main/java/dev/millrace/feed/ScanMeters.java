package dev.millrace.feed;

import dev.millrace.kit.Meters;
import java.time.Clock;
import java.util.function.ToLongFunction;

/** The figures of the last listing, all of the same one; seen by JMX. */
final class ScanMeters {

    private final Meters meters;
    private volatile ScanTally last = new ScanTally(Clock.systemUTC());

    ScanMeters(Meters meters) {
        this.meters = meters;
        gauge(
                "files.listed",
                "Files of the last listing: those done, pending, not ready and skipped for a reason",
                tally -> tally.listed);
        gauge("files.done", "Files of the last listing that are read and stay where they are", tally -> tally.done);
        gauge("files.pending", "Files of the last listing that are to be read or on their way", tally -> tally.pending);
        gauge(
                "files.not.ready",
                "Files of the last listing that are still being written, or wait for a marker, a digest, a manifest or a"
                        + " file before them",
                tally -> tally.notReady);
        gauge("files.skipped.name", "Files of the last listing that are not selected", tally -> tally.skippedByName);
        gauge(
                "files.skipped.size",
                "Files of the last listing that are too small or large",
                tally -> tally.skippedBySize);
        gauge("files.skipped.age", "Files of the last listing that are too old", tally -> tally.skippedByAge);
        gauge(
                "files.skipped.companion",
                "Markers, digests and manifests of the last listing",
                tally -> tally.companions);
        gauge("files.skipped.share", "Files of the last listing that other tasks read", tally -> tally.ofOtherTasks);
        gauge(
                "files.skipped.duplicate",
                "Duplicates of the last listing that stay where they are",
                tally -> tally.duplicates);
        gauge(
                "folders.unreadable",
                "Input folders that are missing, and folders below them that may not be listed",
                tally -> tally.unreadableFolders);
        gauge("manifests.unreadable", "Manifests that could not be read", tally -> tally.unreadableManifests);
        gauge(
                "manifest.files.missing",
                "Files that manifests list and that did not come",
                tally -> tally.missingByManifest);
        gauge("sequences.held", "Sequences of files that wait for a missing number", tally -> tally.sequencesHeld);
        gauge("scan.ms", "How long the last listing took, in milliseconds", tally -> tally.millis);
        gauge(
                "oldest.unprocessed.ms",
                "How long ago the oldest file that was not read at the last listing was seen first, in milliseconds",
                ScanTally::oldestUnprocessed);
    }

    /** A listing has ended; what it counted changes no more. */
    void ended(ScanTally tally) {
        last = tally;
    }

    ScanTally last() {
        return last;
    }

    private void gauge(String figure, String description, ToLongFunction<ScanTally> value) {
        meters.gauge(figure, description, () -> value.applyAsLong(last));
    }
}

package dev.millrace.feed;

import dev.millrace.kit.Meters;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The figures of a file feed, seen by JMX. */
final class FeedMeters {

    final LongAdder records;
    final LongAdder malformed;
    final LongAdder corruptFields;
    final LongAdder notices;
    final LongAdder replies;
    final LongAdder bytes;
    final LongAdder filesSeen;
    final LongAdder filesFinished;
    final LongAdder filesQuarantined;
    final LongAdder filesArchived;
    final LongAdder filesConflicting;
    final LongAdder filesLost;
    final LongAdder duplicates;
    final LongAdder failures;
    final LongAdder sendersForgotten;
    final AtomicLong filesWaiting = new AtomicLong();
    final ScanMeters scan;

    FeedMeters(Meters meters) {
        records = meters.counter("records", "Data records handed to the worker");
        malformed =
                meters.counter("records.malformed", "Records that could not be read and were set aside or left out");
        corruptFields = meters.counter(
                "fields.corrupt", "Fields that could not be decoded, of records that passed all the same");
        notices = meters.counter("notices", "Things in files that a person should know and that kept no record back");
        replies = meters.counter("replies", "Answers for senders that were handed over");
        bytes = meters.counter("bytes", "Raw bytes of the files read to their end");
        filesSeen = meters.counter("files.seen", "Files begun");
        filesFinished =
                meters.counter("files.finished", "Files that Kafka has whole and that were dealt with as configured");
        filesArchived = meters.counter("files.archived", "Finished files that were moved, renamed or deleted");
        filesConflicting = meters.counter(
                "files.conflicting", "Finished files that stayed in place because their new name was taken");
        filesQuarantined = meters.counter("files.quarantined", "Files that could not be read to their end");
        filesLost = meters.counter("files.lost", "Files that changed or vanished while they were read");
        duplicates =
                meters.counter("files.duplicate", "Files that were not read since they are remembered as finished");
        failures = meters.counter("store.failures", "Calls to the store that failed and are tried again");
        sendersForgotten = meters.counter(
                "senders.forgotten",
                "Senders whose earlier files are not compared with later ones: there are too many");
        meters.gauge("files.waiting", "Files found and not begun", filesWaiting::get);
        scan = new ScanMeters(meters);
    }
}

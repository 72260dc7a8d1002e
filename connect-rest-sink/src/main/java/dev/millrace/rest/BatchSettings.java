package dev.millrace.rest;

import com.fasterxml.jackson.core.JsonPointer;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * Which records share a request, and what becomes of them when the receiver does not take them all.
 *
 * @param cuttingStatuses replies to a batch that may mean one record of it
 */
record BatchSettings(Batching batching, BatchResults.Places results, Set<Integer> cuttingStatuses) {

    static final String MAX_RECORDS = "batch.max.records";
    static final String MAX_BYTES = "batch.max.bytes";
    static final String LINGER = "batch.linger.ms";
    static final String ACROSS_LANES = "batch.across.lanes";
    static final String RESULTS_POINTER = "batch.results.pointer";
    static final String RESULTS_INDEX_POINTER = "batch.results.index.pointer";
    static final String RESULTS_STATUS_POINTER = "batch.results.status.pointer";
    static final String RESULTS_DELIVERED = "batch.results.delivered";
    static final String RESULTS_AGAIN = "batch.results.again";
    static final String BISECT = "batch.bisect.statuses";

    BatchSettings {
        cuttingStatuses = Set.copyOf(cuttingStatuses);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Batches")
                .number(
                        MAX_RECORDS,
                        1,
                        1,
                        100_000,
                        "How many records go in one request at most; 1 sends each by itself, in its own form. Raise it for a"
                                + " receiver that takes many at once: what a request costs is shared by them.")
                .number(
                        MAX_BYTES,
                        1_048_576L,
                        1L,
                        Integer.MAX_VALUE,
                        "How many bytes the bodies of a batch may have together; a record that is larger goes alone. Keep it"
                                + " below what the receiver takes.")
                .number(
                        LINGER,
                        0L,
                        0L,
                        Duration.ofHours(1).toMillis(),
                        "How long a batch with room waits for more records, in milliseconds from the moment its first one was"
                                + " read, over as many polls as that takes; with 0, what is there goes as soon as it may, and with a full queue"
                                + " (queue.max.records) nothing waits. Raise"
                                + " it when full batches matter more than time.")
                .flag(
                        ACROSS_LANES,
                        false,
                        "Whether records of several lanes (see ordering) share a request. The order of each lane is kept in a"
                                + " batch and from batch to batch; a batch that fails holds up all lanes it has records of."
                                + " Set it with ordering=key when the receiver takes the records of a batch in their order;"
                                + " ordering=none does it by itself.")
                .text(
                        RESULTS_POINTER,
                        null,
                        "Where the reply to a batch lists what became of each record, in their order, as a JSON pointer such as"
                                + " /items; an empty list or another length stops the task. Set it for receivers that take"
                                + " some records of a batch and refuse others; without it, all share the status of the"
                                + " reply.")
                .text(
                        RESULTS_INDEX_POINTER,
                        null,
                        "What tells, within an entry, which record of the batch it is about, counted from 0, as a JSON pointer"
                                + " such as /index: the list then names only records that were not taken, in any order, and"
                                + " the receiver has all the others, or all where the reply, a JSON object, has no list. Set"
                                + " it for receivers that tell of failures alone, such as BigQuery with /insertErrors.")
                .text(
                        RESULTS_STATUS_POINTER,
                        "/status",
                        "What tells the end of a record within its entry, as a JSON pointer; / alone is no entry, leave it empty"
                                + " when the entry itself tells. A status means what it means of a reply, except that nothing"
                                + " of a single record stops the task.")
                .list(
                        RESULTS_DELIVERED,
                        "ok,success,succeeded,true,created,updated,accepted",
                        "What besides a status of success means that the receiver has the record, in any case; null stands for"
                                + " an entry without that field. Name the words that your receiver uses.")
                .list(
                        RESULTS_AGAIN,
                        "",
                        "What besides the statuses that do means that the record is to be sent again, such as throttled. What is"
                                + " named nowhere is refused.")
                .list(
                        BISECT,
                        "400,413,422",
                        "The statuses on which a batch is cut in two, and each half sent by itself, until the one bad record is"
                                + " alone and set aside and all others are delivered; empty for none, which sets all records of"
                                + " a refused batch aside. Change it when your receiver refuses a batch for one record with"
                                + " another status.");
    }

    /** Reads what {@link #validate} has no problem with. */
    static BatchSettings from(AbstractConfig config) {
        boolean across = config.getBoolean(ACROSS_LANES);
        boolean unordered =
                OptionGroup.choiceOf(Ordering.class, config.getString(RecordSettings.ORDERING)) == Ordering.NONE;
        return new BatchSettings(
                new Batching(
                        config.getInt(MAX_RECORDS),
                        config.getLong(MAX_BYTES),
                        Duration.ofMillis(config.getLong(LINGER)),
                        config.getInt(MAX_RECORDS) > 1 && (across || unordered)),
                new BatchResults.Places(
                        pointer(config, RESULTS_POINTER),
                        pointer(config, RESULTS_INDEX_POINTER),
                        JsonPointer.compile(config.getString(RESULTS_STATUS_POINTER)),
                        lowerCase(config.getList(RESULTS_DELIVERED)),
                        lowerCase(config.getList(RESULTS_AGAIN))),
                config.getList(BISECT).stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet()));
    }

    static void validate(AbstractConfig config, Problems problems) {
        validatePointer(RESULTS_POINTER, config.getString(RESULTS_POINTER), problems);
        validatePointer(RESULTS_INDEX_POINTER, config.getString(RESULTS_INDEX_POINTER), problems);
        validatePointer(RESULTS_STATUS_POINTER, config.getString(RESULTS_STATUS_POINTER), problems);
        for (String status : config.getList(BISECT)) {
            if (!status.matches("4[0-9][0-9]")) {
                problems.report(BISECT, "holds " + status + ", which is no status of a refusal: name 400 to 499");
            }
        }
        boolean on = config.getInt(MAX_RECORDS) > 1;
        if (config.getInt(MAX_RECORDS) > config.getLong(FlowSettings.QUEUE_RECORDS)) {
            problems.report(
                    MAX_RECORDS,
                    "is more than " + FlowSettings.QUEUE_RECORDS
                            + ", so no batch would ever be full: raise that, or lower it");
        }
        if (!on && config.getLong(LINGER) > 0) {
            problems.report(
                    LINGER, "waits for a second record that never goes along: set " + MAX_RECORDS + ", or remove it");
        }
        if (!on && config.getBoolean(ACROSS_LANES)) {
            problems.report(ACROSS_LANES, "is only used with batches: set " + MAX_RECORDS + ", or remove it");
        }
        if (!on && config.getString(RESULTS_POINTER) != null) {
            problems.report(RESULTS_POINTER, "is only used with batches: set " + MAX_RECORDS + ", or remove it");
        }
        if (config.getString(RESULTS_INDEX_POINTER) != null && config.getString(RESULTS_POINTER) == null) {
            problems.report(
                    RESULTS_INDEX_POINTER,
                    "leads into the entries of a list that is nowhere: set " + RESULTS_POINTER + ", or remove it");
        }
    }

    private static Optional<JsonPointer> pointer(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(JsonPointer::compile);
    }

    private static void validatePointer(String key, @Nullable String pointer, Problems problems) {
        try {
            if (pointer != null) {
                JsonPointer.compile(pointer);
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(key, "is no JSON pointer: it begins with /, such as /items");
        }
    }

    private static Set<String> lowerCase(Collection<String> words) {
        return words.stream()
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}

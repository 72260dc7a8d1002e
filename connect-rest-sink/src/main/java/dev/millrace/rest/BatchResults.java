package dev.millrace.rest;

import com.fasterxml.jackson.core.JsonPointer;
import dev.millrace.http.HttpReply;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from the reply to a batch what became of each record: a list with an entry for each, in their order, or with entries
 * for those alone that were not taken, each with its number. Immutable; any thread may ask.
 */
final class BatchResults {

    static final String UNREADABLE = "batch-results";

    private static final int MULTI_STATUS = 207;

    /** A status, alone or in a status line as RFC 4918 section 13 has it. */
    private static final Pattern STATUS = Pattern.compile("(?:HTTP/[0-9.]+ )?([1-5][0-9][0-9])(?: .*)?");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Where the ends stand, and how they are told.
     *
     * @param list leads to the list of entries; empty where no reply tells of single records
     * @param index leads from an entry to the number of its record, from 0, in a list of failures alone; empty where the list
     *     has an entry for each record
     * @param status leads from an entry to what tells its end
     * @param delivered what means that the receiver has the record, in lower case, besides the statuses that do
     * @param again what means that it is worth another attempt, in lower case
     */
    record Places(
            Optional<JsonPointer> list,
            Optional<JsonPointer> index,
            JsonPointer status,
            Set<String> delivered,
            Set<String> again) {
        Places {
            delivered = Set.copyOf(delivered);
            again = Set.copyOf(again);
        }
    }

    private final Places places;
    private final ResponseClassifier classifier;

    /** @param classifier says what the status of a single record means */
    BatchResults(Places places, ResponseClassifier classifier) {
        this.places = places;
        this.classifier = classifier;
    }

    /**
     * The end of each record of a batch.
     *
     * @param reply one that means success
     */
    Ending read(HttpReply reply, int records) {
        if (places.list().isEmpty()) {
            return reply.status() == MULTI_STATUS
                    ? unreadable("answered 207, so each record has a status of its own: say with "
                            + BatchSettings.RESULTS_POINTER + " where they stand")
                    : Ending.delivered();
        }
        Optional<ReplyJson> body = ReplyJson.of(reply.body());
        Optional<ReplyJson> list = body.flatMap(json -> json.at(places.list().get()));
        if (places.index().isPresent()
                && list.isEmpty()
                && body.filter(ReplyJson::isObject).isPresent()) {
            return Ending.delivered();
        }
        Optional<List<ReplyJson>> entries = list.flatMap(ReplyJson::elements);
        if (entries.isEmpty()) {
            return unreadable("answered " + reply.status() + " without a list at " + BatchSettings.RESULTS_POINTER
                    + ": correct the pointer, or raise http.reply.max.bytes for long replies");
        }
        return places.index().isPresent()
                ? named(entries.get(), places.index().get(), records)
                : inOrder(entries.get(), records);
    }

    private Ending inOrder(List<ReplyJson> entries, int records) {
        if (entries.size() != records) {
            return unreadable("tells of " + entries.size() + " records, but " + records + " were sent: correct "
                    + BatchSettings.RESULTS_POINTER + ", or unset it");
        }
        List<Optional<ConnectorFailure>> failures = new ArrayList<>();
        entries.forEach(entry -> failures.add(failureOf(entry)));
        return Ending.each(failures);
    }

    /** A record that is named twice keeps its first failure. */
    private Ending named(List<ReplyJson> entries, JsonPointer index, int records) {
        List<Optional<ConnectorFailure>> failures = new ArrayList<>(Collections.nCopies(records, Optional.empty()));
        for (ReplyJson entry : entries) {
            Optional<Integer> place = entry.at(index)
                    .flatMap(ReplyJson::text)
                    .filter(text -> NUMBER.matcher(text).matches())
                    .map(Integer::valueOf)
                    .filter(number -> number < records);
            if (place.isEmpty()) {
                return unreadable("names at " + BatchSettings.RESULTS_INDEX_POINTER + " no record from 0 to "
                        + (records - 1) + ": correct the pointer");
            }
            if (failures.get(place.get()).isEmpty()) {
                failures.set(place.get(), failureOf(entry));
            }
        }
        return Ending.each(failures);
    }

    private Optional<ConnectorFailure> failureOf(ReplyJson entry) {
        String told = entry.at(places.status())
                .flatMap(ReplyJson::text)
                .orElse("null")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (places.delivered().contains(told)) {
            return Optional.empty();
        }
        if (places.again().contains(told)) {
            return Optional.of(new ConnectorFailure(
                    FailureKind.TRANSIENT, "item-again", "the receiver asks for this record of the batch again"));
        }
        Matcher status = STATUS.matcher(told.toUpperCase(Locale.ROOT));
        return status.matches()
                ? failureOf(Integer.parseInt(status.group(1)))
                : Optional.of(new ConnectorFailure(
                        FailureKind.REJECTED, "item-refused", "the receiver refused this record of the batch"));
    }

    /** The batch as a whole was taken, so that what is refused of one record is no matter of credentials or addresses. */
    private Optional<ConnectorFailure> failureOf(int status) {
        return classifier
                .failureOf(new HttpReply(status, Map.of(), new byte[0]))
                .map(failure -> switch (failure.kind()) {
                    case TRANSIENT, THROTTLED ->
                        new ConnectorFailure(
                                FailureKind.TRANSIENT,
                                "item-" + status,
                                "the receiver answered " + status + " for this record of the batch");
                    case REJECTED, MALFORMED, UNAUTHORIZED, MISCONFIGURED, DEFECT ->
                        new ConnectorFailure(
                                FailureKind.REJECTED,
                                "item-" + status,
                                "the receiver refused this record of the batch with " + status);
                });
    }

    private static Ending unreadable(String sentence) {
        return Ending.failed(new ConnectorFailure(FailureKind.MISCONFIGURED, UNREADABLE, "the receiver " + sentence));
    }
}

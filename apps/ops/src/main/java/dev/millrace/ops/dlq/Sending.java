package dev.millrace.ops.dlq;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What a replay has sent and sends next. For one thread. */
final class Sending {

    private final ReplayRequest request;
    private final ReplayTarget target;
    private final Ledger ledger;
    private final ReplayHeaders headers;
    private final Map<String, Long> byTopic = new TreeMap<>();
    private Progress progress;
    private boolean announced;

    /** @param isNew whether nothing of this replay was sent before */
    Sending(ReplayRequest request, ReplayTarget target, Progress progress, boolean isNew) {
        this.request = request;
        this.target = target;
        this.progress = progress;
        this.announced = !isNew;
        ReplayNote note = new ReplayNote(
                progress.id(), request.terms().by(), request.terms().reason());
        this.headers = new ReplayHeaders(request.selection().headerNames(), note);
        this.ledger = new Ledger(
                request.terms().auditTopic(),
                request.name(),
                request.selection().topic(),
                request.asked(),
                note);
    }

    Progress progress() {
        return progress;
    }

    /** Records that this call sent, by topic. */
    Map<String, Long> byTopic() {
        return byTopic;
    }

    /** A segment was read that comes next. */
    void begin(Segment segment) {
        progress = progress.reading(segment.end(), segment.isLast());
    }

    /** What of a segment is not sent yet, in parts of at most so many records, and of so many bytes unless it is one record. */
    List<List<SetAside>> rest(Segment segment, int size, long bytes) {
        boolean sorted = request.terms().inOrderOfOrigin();
        List<SetAside> open = segment.records().stream()
                .filter(aside -> progress.last()
                        .map(last -> Place.of(aside, sorted).compareTo(last) > 0)
                        .orElse(true))
                .toList();
        List<List<SetAside>> parts = new ArrayList<>();
        int from = 0;
        long sum = 0;
        for (int next = 0; next < open.size(); next++) {
            long more = Segment.size(open.get(next).raw());
            if (next - from == size || (next > from && sum + more > bytes)) {
                parts.add(open.subList(from, next));
                from = next;
                sum = 0;
            }
            sum += more;
        }
        if (from < open.size()) {
            parts.add(open.subList(from, open.size()));
        }
        return parts;
    }

    /** Sends a part, with the progress behind it. */
    void send(List<SetAside> part) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Tally tally = progress.tally();
        Instant now = Instant.now();
        if (!announced) {
            ledger.entry(Ledger.Step.STARTED, tally, now).ifPresent(records::add);
        }
        Header at = ReplayHeaders.at(now);
        Map<String, Long> counts = new TreeMap<>();
        for (SetAside aside : part) {
            Optional<ProducerRecord<byte[], byte[]>> record = record(aside, at);
            record.ifPresent(records::add);
            record.ifPresent(sent -> counts.merge(sent.topic(), 1L, Long::sum));
            tally = record.isEmpty()
                    ? tally.withDropped()
                    : request.destination().parks(aside) ? tally.withParked() : tally.withSent();
        }
        Progress behind = progress.sent(
                Place.of(part.get(part.size() - 1), request.terms().inOrderOfOrigin()), tally);
        target.take(records, behind);
        progress = behind;
        announced = true;
        counts.forEach((topic, count) -> byTopic.merge(topic, count, Long::sum));
    }

    /** All of the segment is sent. */
    void endSegment() {
        Progress behind = progress.behindSegment();
        if (!behind.isAtEnd()) {
            target.take(List.of(), behind);
        }
        progress = behind;
    }

    /** All is sent. */
    void complete() {
        List<ProducerRecord<byte[], byte[]>> entry = new ArrayList<>();
        if (progress.tally().selected() > 0) {
            ledger.entry(Ledger.Step.COMPLETED, progress.tally(), Instant.now()).ifPresent(entry::add);
        }
        target.take(entry, progress);
    }

    /** It must not go on; where nothing was sent, there is nothing to write down. */
    void stop() {
        if (!announced) {
            return;
        }
        List<ProducerRecord<byte[], byte[]>> entry = new ArrayList<>();
        ledger.entry(Ledger.Step.STOPPED, progress.tally(), Instant.now()).ifPresent(entry::add);
        target.take(entry, progress);
    }

    private Optional<ProducerRecord<byte[], byte[]>> record(SetAside aside, Header at) {
        List<Header> told = headers.of(aside, at);
        Payload payload = request.edits()
                .map(edits -> edits.of(aside))
                .map(content -> new Payload(content.key(), content.value(), told))
                .orElseGet(() -> new Payload(aside.raw().key(), aside.raw().value(), told));
        Optional<Payload> changed =
                request.destination().parks(aside) || request.transforms().isEmpty()
                        ? Optional.of(payload)
                        : request.transforms().get().apply(aside, payload);
        return changed.map(ready -> new ProducerRecord<>(
                request.destination().of(aside).orElseThrow(),
                partition(aside),
                request.terms().keepsTime() && aside.raw().timestamp() >= 0
                        ? aside.raw().timestamp()
                        : null,
                ready.key(),
                ready.value(),
                ready.headers()));
    }

    private @Nullable Integer partition(SetAside aside) {
        return request.keepPartition() && !request.destination().parks(aside)
                ? aside.cause()
                        .first()
                        .map(Origin::partition)
                        .filter(partition -> partition >= 0)
                        .orElse(null)
                : null;
    }
}

package dev.millrace.ops.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kit.SideRecord;
import dev.millrace.transforms.audit.AuditHeaders;
import dev.millrace.transforms.audit.ChainReport;
import dev.millrace.transforms.audit.ChainVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes the evidence of records, be they events themselves or carry it in their headers, and judges it. */
final class EvidenceCheck {

    private static final int LISTED = 100;
    private static final byte[] AUDIT = "audit".getBytes(StandardCharsets.UTF_8);

    private final ChainVerifier verifier = new ChainVerifier();
    private final List<String> unreadableAt = new ArrayList<>();
    private long records;
    private long events;
    private long unreadable;

    static ChainReport.Place place(ConsumerRecord<?, ?> record) {
        return new ChainReport.Place(record.topic() + "-" + record.partition(), record.offset());
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        records++;
        Optional<JsonNode> fields = EventText.fields(record.value()).filter(EventText::isOne);
        boolean isReadable;
        if (fields.isPresent()) {
            events++;
            isReadable = acceptEvent(place(record), fields.get());
        } else if (isEvent(record)) {
            events++;
            isReadable = false;
        } else {
            isReadable = verifier.accept(place(record), AuditHeaders.read(record.headers()));
        }
        if (!isReadable) {
            unreadable++;
            if (unreadableAt.size() < LISTED) {
                unreadableAt.add(place(record).toString());
            }
        }
    }

    /** Whether its writer calls it an event, whatever its value is by now. */
    private static boolean isEvent(ConsumerRecord<byte[], byte[]> record) {
        Header kind = record.headers().lastHeader(SideRecord.KIND_HEADER);
        return kind != null && Arrays.equals(kind.value(), AUDIT);
    }

    private boolean acceptEvent(ChainReport.Place at, JsonNode fields) {
        try {
            EventText event = EventText.of(fields);
            verifier.accept(at, event.link(), event.canonical());
            return true;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    /** What was found in all that was handed over. */
    EvidenceReport report(EvidenceReport.Checkpoints checkpoints) {
        ChainReport chains = verifier.report();
        return new EvidenceReport(
                verdict(chains, checkpoints),
                records,
                events,
                chains.unchained(),
                unreadable,
                unreadableAt,
                chains.chains().stream().map(EvidenceReport.Chain::of).toList(),
                checkpoints);
    }

    private EvidenceReport.Verdict verdict(ChainReport chains, EvidenceReport.Checkpoints checkpoints) {
        List<CheckpointFinding> findings = checkpoints.findings();
        if (unreadable > 0
                || !chains.isUnbroken()
                || findings.stream().anyMatch(finding -> finding.kind().isTampering())) {
            return EvidenceReport.Verdict.BROKEN;
        }
        if (!findings.isEmpty()
                || chains.chains().stream().anyMatch(chain -> chain.verdict() != ChainReport.Verdict.INTACT)) {
            return EvidenceReport.Verdict.GAPS;
        }
        return chains.chains().isEmpty() && checkpoints.compared() == 0
                ? EvidenceReport.Verdict.NOTHING
                : EvidenceReport.Verdict.INTACT;
    }
}

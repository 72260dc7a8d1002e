package dev.millrace.ops.audit;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies the chains of evidence in topics, and compares a topic with its checkpoints. */
@Command(
        name = "verify",
        description = "Verifies the hash chains of evidence, and compares a topic with its checkpoints.",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final Output output = new Output();

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            description = "Audit topics, and topics whose records carry audit headers.")
    private List<String> topics = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "Read what audit export wrote, instead of topics.")
    private @Nullable Path file;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Compare with the checkpoints in a file.")
    private @Nullable Path checkpoints;

    @Option(
            names = "--checkpoint-topic",
            paramLabel = "TOPIC",
            description = "Compare with the checkpoints in a topic.")
    private @Nullable String checkpointTopic;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "The key that checkpoints must be signed with, in PEM.")
    private @Nullable Path publicKey;

    @Option(
            names = "--checkpoint-of",
            paramLabel = "TOPIC",
            description = "The topic that the checkpoints speak of, when a copy under another name is verified.")
    private @Nullable String checkpointOf;

    @Option(
            names = "--allow-gaps",
            description = "Take missing and expired events as told, and end with 0 when nothing else was found.")
    private boolean isGapAllowed;

    @Override
    public Integer call() {
        if (topics.isEmpty() == (file == null)) {
            throw CommandFailure.usage("name topics, or a file by --file, and not both");
        }
        boolean isCompared = checkpoints != null || checkpointTopic != null;
        if (isCompared && publicKey == null) {
            throw CommandFailure.usage("--public-key is missing: without it nobody knows who signed the checkpoints");
        }
        EvidenceReport report;
        try (EvidenceLog log =
                new ShownLog(file == null ? new TopicLog(kafka.client(), topics) : new ExportFile(file), output)) {
            report = isCompared ? compared(log) : verified(log);
        }
        output.report(report, out -> tell(report, out));
        return switch (report.verdict()) {
            case INTACT -> ExitCode.OK;
            case GAPS -> isGapAllowed ? ExitCode.OK : ExitCode.FINDINGS;
            case BROKEN, NOTHING -> ExitCode.FINDINGS;
        };
    }

    private static EvidenceReport verified(EvidenceLog log) {
        EvidenceCheck check = new EvidenceCheck();
        log.read(Map.of(), check::accept);
        return check.report(EvidenceReport.Checkpoints.NONE);
    }

    private EvidenceReport compared(EvidenceLog log) {
        List<String> named =
                log.extents().keySet().stream().map(of -> of.topic()).distinct().toList();
        if (named.size() != 1) {
            throw CommandFailure.usage("checkpoints are of one topic: compare one at a time");
        }
        String about = checkpointOf == null ? named.get(0) : checkpointOf;
        CheckpointPlaces places = new CheckpointPlaces(
                Optional.ofNullable(checkpoints),
                Optional.ofNullable(checkpointTopic),
                checkpointTopic == null ? Map.of() : kafka.client());
        Path trusted = publicKey;
        if (trusted == null) {
            throw new IllegalStateException("checked before");
        }
        CheckpointChain chain = new CheckpointChain(about, SigningKey.open(trusted)).take(places.lines());
        Map<Integer, EvidenceLog.Extent> extents = new HashMap<>();
        log.extents().forEach((partition, extent) -> extents.put(partition.partition(), extent));
        CheckpointCheck check = new CheckpointCheck(chain.ranges(), extents);
        EvidenceCheck chains = new EvidenceCheck();
        log.read(Map.of(), record -> {
            check.accept(record);
            chains.accept(record);
        });
        List<CheckpointFinding> findings = new ArrayList<>(chain.findings());
        findings.addAll(check.findings());
        return chains.report(new EvidenceReport.Checkpoints(
                chain.count(), chain.time(), check.compared(), check.behind(), List.copyOf(findings)));
    }

    private void tell(EvidenceReport report, PrintWriter out) {
        out.println(report.verdict() + ": " + report.records() + " records, "
                + report.chains().size() + " chains, " + report.unchained() + " records in no chain");
        report.unreadableAt().forEach(at -> out.println("  UNREADABLE " + at));
        if (report.unreadable() > report.unreadableAt().size()) {
            out.println("  UNREADABLE in all: " + report.unreadable());
        }
        for (EvidenceReport.Chain chain : report.chains()) {
            chain.findings()
                    .forEach(found -> out.println("  " + found.kind() + " " + found.at() + ", number " + found.seq()
                            + " of chain " + chain.id()));
            long all =
                    chain.counts().values().stream().mapToLong(Long::longValue).sum();
            if (all > chain.findings().size()) {
                out.println("  chain " + chain.id() + " in all: " + chain.counts());
            }
        }
        EvidenceReport.Checkpoints compared = report.checkpoints();
        compared.findings().forEach(found -> out.println("  " + found.kind() + " " + found.where()));
        if (checkpoints != null || checkpointTopic != null) {
            out.println("  compared with " + compared.count() + " checkpoints, the last of " + compared.time() + ": "
                    + compared.compared() + " records; " + compared.behind() + " records came since");
        } else {
            out.println("  no checkpoint was compared: that the end was cut off would not show");
        }
    }
}

package dev.millrace.ops.audit;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaOptions;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs what an audit topic holds now, so that it shows later when something was changed, taken away or cut off. */
@Command(
        name = "checkpoint",
        description = "Signs what a topic holds: a Merkle root for each partition since the last checkpoint.",
        sortOptions = false)
final class CheckpointCommand implements Callable<Integer> {

    /** What the option json prints. */
    record Made(String topic, String time, String key, long records, List<Checkpoint.Range> ranges) {}

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "TOPIC", description = "The topic that holds evidence.")
    private String topic = "";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The private Ed25519 key in PEM: openssl genpkey -algorithm ed25519 -out FILE")
    private Path key = Path.of("");

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "Its public half: openssl pkey -in KEY -pubout -out FILE. Default: the file KEY.pub")
    private @Nullable Path publicKey;

    @Option(names = "--new-key", description = "Make the key first: FILE, and FILE.pub for those who verify.")
    private boolean isNewKey;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file that gets the checkpoint as a further line.")
    private @Nullable Path file;

    @Option(
            names = "--checkpoint-topic",
            paramLabel = "TOPIC",
            description = "The topic that gets it, which the writers of the audit topic should have no right to write.")
    private @Nullable String checkpointTopic;

    @Option(
            names = "--range-records",
            defaultValue = "100000",
            paramLabel = "N",
            description =
                    "The most records of one root; a change is placed as closely as that. Default: ${DEFAULT-VALUE}")
    private long rangeRecords;

    @Override
    public Integer call() {
        if (rangeRecords < 1) {
            throw CommandFailure.usage("--range-records must be 1 or more");
        }
        CheckpointPlaces places =
                new CheckpointPlaces(Optional.ofNullable(file), Optional.ofNullable(checkpointTopic), kafka.client());
        if (isNewKey) {
            SigningKey.make(key);
        }
        PrivateKey secret = SigningKey.secret(key);
        PublicKey open = SigningKey.open(publicKey == null ? SigningKey.beside(key) : publicKey);
        Checkpoint made;
        try (EvidenceLog log = new ShownLog(new TopicLog(kafka.client(), List.of(topic)), output)) {
            CheckpointChain former = former(places, open);
            made = new Checkpoint(
                    Checkpoint.VERSION,
                    topic,
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                    SigningKey.fingerprint(open),
                    former.previous(),
                    new CheckpointMaker(rangeRecords).ranges(log, topic, former.ends()));
        }
        SignedCheckpoint signed = SigningKey.sign(made, secret);
        if (!SigningKey.fits(signed, open)) {
            throw CommandFailure.usage("the public key is not that of " + key + ": nobody could verify the checkpoint");
        }
        places.add(topic, signed.line());
        tell(made);
        return ExitCode.OK;
    }

    /** Nothing is added to checkpoints that are no unbroken row. */
    private CheckpointChain former(CheckpointPlaces places, PublicKey open) {
        List<String> lines = places.lines();
        CheckpointChain former = new CheckpointChain(topic, open).take(lines);
        former.findings().stream()
                .filter(finding -> former.count() > 0 || finding.kind() != CheckpointFinding.Kind.NO_CHECKPOINT)
                .findFirst()
                .ifPresent(finding -> {
                    throw CommandFailure.usage("the former checkpoints are broken ("
                            + finding.kind() + ", " + finding.where()
                            + "), so none is added: look into it, then begin in another place");
                });
        return former;
    }

    private void tell(Checkpoint made) {
        long records =
                made.ranges().stream().mapToLong(Checkpoint.Range::records).sum();
        output.report(new Made(topic, made.time(), made.key(), records, made.ranges()), out -> {
            out.println("checkpoint of " + topic + " at " + made.time() + ": " + records
                    + " records since the former one, signed by key " + made.key());
            made.ranges()
                    .forEach(range -> out.println("  partition " + range.partition() + ", offsets "
                            + range.from() + " to " + (range.to() - 1) + ": " + range.records() + " records, root "
                            + range.root()));
        });
    }
}

package dev.millrace.ops.dlq;

import dev.millrace.ops.ExitCode;
import dev.millrace.ops.Output;
import dev.millrace.ops.kafka.KafkaClients;
import dev.millrace.ops.kafka.KafkaOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Copies records to the parked topic, for a person to look at. */
@Command(
        name = "park",
        description =
                "Copies what is set aside to TOPIC.parked, exactly once, for a person to look at in peace; nothing"
                        + " reads that topic.",
        sortOptions = false)
final class ParkCommand implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Override
    public Integer call() {
        ReplayRequest request = ReplayRequest.park(options.terms());
        Replayed replayed = ShownReplay.run(KafkaClients.of(kafka), request, output);
        output.report(replayed, replayed::tell);
        return ExitCode.OK;
    }
}

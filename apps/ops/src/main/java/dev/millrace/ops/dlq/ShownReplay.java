package dev.millrace.ops.dlq;

import dev.millrace.kit.Sleeper;
import dev.millrace.ops.Output;
import dev.millrace.ops.ProgressBar;
import dev.millrace.ops.kafka.KafkaClients;

/** A replay at the command line, with its progress. */
final class ShownReplay {

    private ShownReplay() {}

    static Replayed run(KafkaClients clients, ReplayRequest request, Output output) {
        try (ProgressBar bar = output.progress("records")) {
            ReplayListener listener = (tally, done, total) -> bar.show(tally.selected(), done, total);
            return new Replay(clients, request, listener, Sleeper.SYSTEM).run();
        }
    }
}

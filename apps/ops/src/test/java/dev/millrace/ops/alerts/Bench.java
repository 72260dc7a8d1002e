package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** Alerts of a rule file, a clock, and a channel that remembers what it was told or is out of order. */
final class Bench {

    final TestClock clock = new TestClock("2027-03-01T12:00:00Z");
    final List<Notice> told = new ArrayList<>();
    private final Path folder;
    private final String rules;
    private Alerts alerts;
    private boolean outOfOrder;
    private Supplier<Consumer<byte[], byte[]>> consumers = () -> {
        throw new KafkaException("nobody is there");
    };
    private Certificates.Probe probe = address -> {
        throw new IOException("nobody is there");
    };

    /** @param rules the items of the file's {@code rules} */
    Bench(Path folder, String rules) {
        this.folder = folder;
        this.rules = rules;
        this.alerts = open();
    }

    private Alerts open() {
        try {
            Path file = folder.resolve("alerts.yaml");
            Files.writeString(file, "channels:\n- {name: people, kind: log}\nrules:\n" + rules);
            AlertSettings read = AlertFile.read(file);
            AlertSettings settings =
                    new AlertSettings(read.rules(), List.of(() -> new Remembering()), "https://console.test/", "");
            Certificates certificates = new Certificates(address -> probe.end(address), clock);
            return new Alerts(
                    settings,
                    new StateFile(Optional.of(folder.resolve("state.json"))),
                    new FileEvents(() -> consumers.get(), clock),
                    certificates,
                    clock);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private final class Remembering implements Channel {

        @Override
        public String name() {
            return "people";
        }

        @Override
        public String target() {
            return "a list";
        }

        @Override
        public void send(Notice notice) throws IOException {
            if (outOfOrder) {
                throw new IOException("out of order");
            }
            told.add(notice);
        }
    }

    Alerts alerts() {
        return alerts;
    }

    void channelWorks(boolean works) {
        outOfOrder = !works;
    }

    void probe(Certificates.Probe other) {
        probe = other;
    }

    void kafka(Supplier<Consumer<byte[], byte[]>> other) {
        consumers = other;
    }

    /** The console is started again, by its files. */
    void startAgain() {
        alerts = open();
    }

    /** A look after this time; what is to be told is delivered. */
    Bench look(Duration after, FlowView... flows) {
        return look(after, Figures.NONE, flows);
    }

    Bench look(Duration after, List<Figure> figures, FlowView... flows) {
        return look(after, Figures.of(figures, List.of()), flows);
    }

    Bench look(Duration after, Figures figures, FlowView... flows) {
        clock.passes(after);
        return see(new ClusterView(clock.instant(), List.of(flows), figures, Optional.empty()));
    }

    Bench see(ClusterView view) {
        alerts.look(view);
        alerts.certificates().turn();
        alerts.events().turn();
        alerts.couriers().forEach(Courier::turn);
        return this;
    }

    /** What was told since the last call, as {@code FIRING rule: subject}. */
    List<String> heard() {
        List<String> lines = told.stream().map(Notice::headline).toList();
        told.clear();
        return lines;
    }

    /** The sentence of the only alert that is open. */
    String sentence() {
        List<AlertsView.Row> rows = new ArrayList<>(alerts.view().firing());
        rows.addAll(alerts.view().pending());
        if (rows.size() != 1) {
            throw new AssertionError("not one alert is open: " + rows);
        }
        return rows.get(0).alert().sentence();
    }

    List<String> unknown() {
        return alerts.view().rules().stream()
                .flatMap(rule -> rule.unknown().stream())
                .toList();
    }
}

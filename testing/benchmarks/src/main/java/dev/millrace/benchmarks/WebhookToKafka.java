package dev.millrace.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.quickstart.ConnectRest;
import dev.millrace.quickstart.FreePorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it costs that a 2xx says that Kafka has the event: acknowledged requests per second beside the same listener that
 * verifies and answers at once, and the time to an answer beside a bare producer's acknowledgement.
 */
final class WebhookToKafka implements Benchmark {

    private static final String AT_ONCE = "at-once";
    private static final String TOPIC = "webhooks";
    private static final int CONNECTIONS = 256;
    private static final int PER_SECOND = 500;
    private static final int PACED_SECONDS = 10;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** As in the examples of the webhook source. */
    private static final Map<String, String> PRODUCER = Map.of("enable.idempotence", "true", "batch.size", "262144");

    private final boolean exactlyOnce;

    /** @param exactlyOnce whether records, offsets and the ids of events go to Kafka in transactions */
    WebhookToKafka(boolean exactlyOnce) {
        this.exactlyOnce = exactlyOnce;
    }

    @Override
    public String name() {
        return exactlyOnce ? "webhook-once" : "webhook";
    }

    @Override
    public int defaultRows() {
        return 200_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        out.println("the client, the worker and the broker share the processors; the ceiling needs no broker");
        try (Workbench bench = Workbench.openBeside(root, "connect-webhook-source", exactlyOnce);
                Topics topics = new Topics(bench.broker().bootstrapServers());
                BareProducer producer = new BareProducer(bench.broker().bootstrapServers(), TOPIC, PRODUCER)) {
            out.println("the worker is process " + bench.worker().pid());
            ConnectRest rest = bench.worker().rest();
            List<Integer> ports = FreePorts.take(2);
            start(rest, AT_ONCE, configuration("dev.millrace.webhook.AtOnceSourceConnector", ports.get(0)));
            start(rest, TOPIC, configuration("dev.millrace.webhook.WebhookSourceConnector", ports.get(1)));
            ProcessorTime time =
                    new ProcessorTime(bench.worker().pid(), bench.broker().pid());
            compete(out, options, topics, producer, time, ports.get(0), ports.get(1));
        }
    }

    private void compete(
            PrintStream out,
            Options options,
            Topics topics,
            BareProducer producer,
            ProcessorTime time,
            int atOnce,
            int acknowledged)
            throws IOException {
        byte[] value = new WebhookBody(0).bytes();
        int paced = PER_SECOND * PACED_SECONDS;
        long ids = 0;
        List<Rate> ceilings = new ArrayList<>();
        List<Rate> rates = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        // The first round is for the compiler.
        for (int round = 0; round <= options.rounds(); round++) {
            time.begin();
            Rate ceiling = atFullSpeed(atOnce, ids, options.rows());
            double ceilingMicros = time.micros(options.rows());
            long before = topics.contains(TOPIC) ? topics.end(TOPIC) : 0;
            time.begin();
            Rate rate = atFullSpeed(acknowledged, ids, options.rows());
            double micros = time.micros(options.rows());
            ids += options.rows();
            requireAll(topics, before, options.rows());
            double bareMillis = Median.millis(producer.atRate(paced, new Pace(PER_SECOND), value));
            double ourMillis = atRate(acknowledged, ids, paced);
            ids += paced;
            out.printf(
                    Locale.ROOT,
                    "%s  at once %.0f/s, acknowledged %.0f/s, ratio %.2f;  %.0f and %.0f us of processor each;"
                            + "  at %d/s bare %.2f ms, ours %.2f ms, ratio %.2f%n",
                    round == 0 ? "warm-up" : "round " + round,
                    ceiling.perSecond(),
                    rate.perSecond(),
                    rate.of(ceiling),
                    ceilingMicros,
                    micros,
                    PER_SECOND,
                    bareMillis,
                    ourMillis,
                    ourMillis / bareMillis);
            if (round > 0) {
                ceilings.add(ceiling);
                rates.add(rate);
                bare.add(bareMillis);
                ours.add(ourMillis);
            }
        }
        out.printf(
                Locale.ROOT,
                "%s: ratio %.2f of the requests per second (%.0f of %.0f), %.2f of the median time (%.2f beside %.2f ms)%n",
                name(),
                Rate.median(rates).of(Rate.median(ceilings)),
                Rate.median(rates).perSecond(),
                Rate.median(ceilings).perSecond(),
                Median.of(ours) / Median.of(bare),
                Median.of(ours),
                Median.of(bare));
    }

    private static Rate atFullSpeed(int port, long firstId, int count) throws IOException {
        try (HttpLoad load = new HttpLoad(port, CONNECTIONS, firstId)) {
            return load.atFullSpeed(count);
        }
    }

    private static double atRate(int port, long firstId, int count) throws IOException {
        try (HttpLoad load = new HttpLoad(port, CONNECTIONS, firstId)) {
            return Median.millis(load.atRate(count, new Pace(PER_SECOND)));
        }
    }

    /** In transactions the end of a topic counts markers too. */
    private void requireAll(Topics topics, long before, int sent) {
        long made = topics.end(TOPIC) - before;
        if (exactlyOnce ? made < sent : made != sent) {
            throw new IllegalStateException(made + " records of " + sent + " acknowledged requests");
        }
    }

    private Map<String, String> configuration(String connector, int port) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "connector.class",
                connector,
                "listener.host",
                "127.0.0.1",
                "listener.port",
                Integer.toString(port),
                "webhook.path",
                WebhookBody.PATH,
                "webhook.verify",
                "hmac",
                "webhook.secrets",
                WebhookBody.SECRET,
                "webhook.hmac.signature",
                "header:" + WebhookBody.SIGNATURE,
                "dedup.key",
                "header:" + WebhookBody.ID,
                "topic",
                TOPIC,
                "value.converter",
                "org.apache.kafka.connect.converters.ByteArrayConverter"));
        configuration.put("header.converter", "org.apache.kafka.connect.storage.StringConverter");
        configuration.put("tasks.max", "1");
        configuration.put("topic.creation.default.partitions", "1");
        configuration.put("topic.creation.default.replication.factor", "1");
        PRODUCER.forEach((key, setting) -> configuration.put("producer.override." + key, setting));
        if (exactlyOnce) {
            configuration.put("dedup.store", "offsets");
        }
        return configuration;
    }

    private static void start(ConnectRest rest, String name, Map<String, String> configuration) {
        try {
            rest.put(name, new ObjectMapper().writeValueAsString(configuration));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration that is no JSON", e);
        }
        rest.awaitRunning(name, 1, START_LIMIT);
    }
}

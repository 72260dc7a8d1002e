package dev.millrace.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.IOReactorConfig;

/**
 * An endpoint that answers each record after an exact time and watches the order of each key. A record is a text of a key, a
 * blank, a number that grows with each record of the key, a blank, and whatever follows.
 */
final class Receiver {

    /** What came: how many records, how many of them again, and how many after a later one of their key. */
    record Tally(long records, long repeated, long reordered) {

        static Tally parse(String text) {
            String[] words = text.split(" ", 3);
            return new Tally(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }

        @Override
        public String toString() {
            return records + " " + repeated + " " + reordered;
        }
    }

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> lastOf = new HashMap<>();
    private long records;
    private long repeated;
    private long reordered;
    private int delayMillis;

    private Receiver() {}

    /** Serves until its standard input ends. */
    public static void main(String[] none) throws Exception {
        Receiver receiver = new Receiver();
        HttpAsyncServer server = AsyncServerBootstrap.bootstrap()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .setCanonicalHostName("127.0.0.1")
                .register("*", receiver.new Handler())
                .create();
        server.start();
        InetSocketAddress address = (InetSocketAddress)
                server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
                        .get()
                        .getAddress();
        System.out.println(address.getPort());
        while (System.in.read() >= 0) {
            // Nobody writes; the end is what is waited for.
        }
        System.exit(0);
    }

    private synchronized String control(String path) {
        if (path.startsWith("/reset?")) {
            delayMillis = Integer.parseInt(path.substring("/reset?".length()));
            lastOf.clear();
            records = 0;
            repeated = 0;
            reordered = 0;
        }
        return new Tally(records, repeated, reordered).toString();
    }

    private synchronized int received(String record) {
        String[] words = record.split(" ", 3);
        long number = Long.parseLong(words[1]);
        Long last = lastOf.put(words[0], number);
        records++;
        if (last != null && number <= last) {
            if (number == last) {
                repeated++;
            } else {
                reordered++;
            }
        }
        return delayMillis;
    }

    private final class Handler implements AsyncServerRequestHandler<Message<HttpRequest, byte[]>> {

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, byte[]>> prepare(
                HttpRequest request, org.apache.hc.core5.http.EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new BasicAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, byte[]> message, ResponseTrigger trigger, HttpContext context)
                throws IOException, org.apache.hc.core5.http.HttpException {
            byte[] body = message.getBody();
            if (body == null || body.length == 0) {
                String path = URI.create(message.getHead().getRequestUri()).toString();
                trigger.submitResponse(
                        AsyncResponseBuilder.create(200)
                                .setEntity(control(path), ContentType.TEXT_PLAIN)
                                .build(),
                        context);
                return;
            }
            int delay = received(new String(body, StandardCharsets.UTF_8));
            if (delay == 0) {
                answer(trigger, context);
            } else {
                Future<?> unused = later.schedule(
                        () -> {
                            answer(trigger, context);
                            return null;
                        },
                        delay,
                        TimeUnit.MILLISECONDS);
            }
        }

        private void answer(ResponseTrigger trigger, HttpContext context)
                throws IOException, org.apache.hc.core5.http.HttpException {
            trigger.submitResponse(AsyncResponseBuilder.create(200).build(), context);
        }
    }
}

package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.testkit.StoredOffsets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table of a million rows in pages of a thousand, as far as the scale of the build goes: the heap stays flat. */
@Timeout(600)
class ManyPagesTest {

    private static final int ROWS_OF_A_PAGE = 1000;
    private static final long FLAT_BYTES = 24L << 20;

    private final int pages =
            Math.max(20, (int) (1000 * Double.parseDouble(System.getProperty("millrace.scale", "0.05"))));

    @Test
    void keepsTheHeapFlatOverAllPages() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            int number = Integer.parseInt(exchange.getRequestURI().getQuery().substring("page=".length()));
            byte[] body = page(number).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        RestSourceTask task = new RestSourceTask();
        try {
            task.initialize(new Context());
            task.start(options(server.getAddress().getPort()));
            long early = 0;
            long rows = 0;
            long most = 0;
            while (rows < (long) pages * ROWS_OF_A_PAGE) {
                List<SourceRecord> batch = task.poll();
                for (SourceRecord record : batch == null ? List.<SourceRecord>of() : batch) {
                    task.commitRecord(record, null);
                    rows++;
                }
                if (early == 0 && rows >= (long) pages * ROWS_OF_A_PAGE / 4) {
                    early = used();
                }
                if (rows % (ROWS_OF_A_PAGE * 50L) == 0) {
                    most = Math.max(most, used());
                }
            }

            assertThat(Math.max(most, used()) - early).isLessThan(FLAT_BYTES);
        } finally {
            task.stop();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private String page(int number) {
        StringBuilder page = new StringBuilder("{\"next\":")
                .append(number < pages ? number + 1 : "null")
                .append(",\"items\":[");
        for (int row = 0; row < ROWS_OF_A_PAGE; row++) {
            long id = (long) (number - 1) * ROWS_OF_A_PAGE + row;
            page.append(row == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(id)
                    .append(",\"name\":\"a name of some length, as names are\",\"amount\":12.50,\"note\":\"")
                    .append("x".repeat(120))
                    .append("\"}");
        }
        return page.append("]}").toString();
    }

    private static Map<String, String> options(int port) {
        Map<String, String> options = new HashMap<>();
        options.put("name", "many");
        options.put("topic", "rows");
        options.put("http.url", "http://127.0.0.1:" + port + "/rows");
        options.put("http.query", "page={cursor|default('1')}");
        options.put("json.pointer", "/items");
        options.put("pagination", "cursor");
        options.put("page.cursor.pointer", "/next");
        options.put("incremental", "id");
        options.put("incremental.field", "id");
        return options;
    }

    private static long used() {
        for (int time = 0; time < 3; time++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Nothing is stored. */
    private static final class Context implements SourceTaskContext {

        @Override
        public Map<String, String> configs() {
            return Map.of();
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return new StoredOffsets();
        }
    }
}

package dev.millrace.ops.figures;

import dev.millrace.ops.connect.ServerAccess;
import dev.millrace.ops.watch.Figure;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The page of a Prometheus exporter. */
final class ExporterPage implements WorkerAddress {

    /** A page of 500 connectors has some 10 MiB. */
    private static final long MAX_BYTES = 64L << 20;

    private final URI address;
    private final ServerAccess access;
    private final Duration timeout;
    private final HttpClient client;

    ExporterPage(URI address, ServerAccess access, Duration timeout) {
        this.address = address;
        this.access = access;
        this.timeout = timeout;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
        access.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public String shown() {
        // What follows the path may be a secret.
        return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
    }

    @Override
    public List<Figure> read() throws NoFigures {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(timeout).header("Accept", "text/plain;version=0.0.4");
        access.authorization().ifPresent(login -> request.header("Authorization", login.value()));
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new NoFigures("status " + answer.statusCode()
                            + (answer.statusCode() == 401 || answer.statusCode() == 403
                                    ? ": set metrics.user and metrics.password"
                                    : ""));
                }
                return figures(new BufferedReader(
                        new InputStreamReader(new Limited(body, MAX_BYTES), StandardCharsets.UTF_8)));
            }
        } catch (HttpTimeoutException late) {
            throw new NoFigures("no answer within " + timeout.toMillis() + " ms", late);
        } catch (ConnectException refused) {
            throw new NoFigures("nobody listens there", refused);
        } catch (SSLException untrusted) {
            throw new NoFigures("no TLS: " + untrusted.getMessage(), untrusted);
        } catch (IOException broken) {
            throw new NoFigures("the answer broke off (" + broken.getClass().getSimpleName() + ")", broken);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new NoFigures("interrupted", told);
        }
    }

    private static List<Figure> figures(BufferedReader page) throws IOException, NoFigures {
        List<Figure> figures = new ArrayList<>();
        int number = 0;
        for (String line = page.readLine(); line != null; line = page.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Optional<Sample> sample = Sample.parse(line);
            if (sample.isEmpty()) {
                // Half a page would pass for a whole one, in which a figure is gone.
                throw new NoFigures(
                        "line " + number + " is not of Prometheus's text format: is it an exporter's page?");
            }
            // NaN and the infinities are what an exporter writes where nothing is measured.
            sample.filter(one -> Double.isFinite(one.value()))
                    .flatMap(FigureNames::ofMetric)
                    .ifPresent(figures::add);
        }
        return figures;
    }

    /** Breaks off behind a number of bytes. */
    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("the page is longer than " + MAX_BYTES + " bytes");
            }
        }
    }
}

package dev.millrace.http.tls;

import dev.millrace.kit.tls.TlsFault;
import dev.millrace.kit.tls.TlsMaterial;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the TLS files held when they were last whole, and takes up what they hold anew: a handshake meets the old
 * certificates or the new ones, never a mixture. What is half written, or does not fit together, is left alone and looked at
 * again. Opened with its settings, closed once. Thread-safe.
 */
public final class ClientTls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClientTls.class);

    /** A connection that is in use when something new is taken up is met idle by one of so many looks after it. */
    private static final int LOOKS_AFTER = 10;

    /** Has a context of its own, so that no session is resumed that began with other certificates. */
    private record Generation(String digest, SSLContext context) {
        Generation(TlsSettings settings) throws TlsFault {
            this(TlsMaterial.read(settings.files()));
        }

        private Generation(TlsMaterial material) {
            this(material.digest(), material.context());
        }
    }

    private final TlsSettings settings;
    private volatile Generation current;
    private @Nullable String refused;
    /** Of the watching thread alone. */
    private int looksAfter;

    private @Nullable ScheduledThreadPoolExecutor watch;

    /**
     * Reads the files for the first time.
     *
     * @throws ConfigException when they can't be used
     */
    public ClientTls(TlsSettings settings) {
        this.settings = settings;
        try {
            this.current = new Generation(settings);
        } catch (TlsFault fault) {
            throw new ConfigException(fault.key() + " " + fault.sentence());
        }
    }

    /** For handshakes that begin now. */
    public SSLContext context() {
        return current.context();
    }

    public TlsSettings settings() {
        return settings;
    }

    /**
     * Looks at the files from now on, on a thread of its own; does nothing where there are none.
     *
     * @param changed told after something new was taken up, and at some looks after that: whoever closes what is idle misses what
     *     is in use
     */
    public synchronized void watch(Runnable changed) {
        if (!settings.files().hasFiles() || watch != null) {
            return;
        }
        watch = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "millrace-http-tls");
            thread.setDaemon(true);
            return thread;
        });
        long every = settings.reload().toMillis();
        ScheduledFuture<?> unused = watch.scheduleWithFixedDelay(
                () -> {
                    try {
                        looksAfter = look() ? LOOKS_AFTER : Math.max(0, looksAfter - 1);
                        if (looksAfter > 0) {
                            changed.run();
                        }
                    } catch (RuntimeException defect) {
                        // A timer that throws would never look again.
                        LOG.warn("the TLS files could not be looked at", defect);
                    }
                },
                every,
                every,
                TimeUnit.MILLISECONDS);
    }

    /** Looks once; true when something new was taken up. */
    synchronized boolean look() {
        String digest = null;
        try {
            digest = TlsMaterial.digestNow(settings.files());
            if (digest.equals(current.digest()) || digest.equals(refused)) {
                return false;
            }
            current = new Generation(settings);
            refused = null;
            LOG.info("took up changed TLS files; connections that are idle are closed, new ones use them");
            return true;
        } catch (TlsFault fault) {
            // The files may have been caught between two writes; the next look meets them whole.
            if (digest == null ? refused == null : !digest.equals(refused)) {
                LOG.warn(
                        "changed TLS files are not taken up, the former ones stay: {} {}",
                        fault.key(),
                        fault.sentence());
            }
            refused = digest == null ? "" : digest;
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.shutdownNow();
        }
    }
}

package dev.millrace.webhook.listener;

import dev.millrace.kit.tls.TlsFault;
import dev.millrace.kit.tls.TlsMaterial;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.config.ConfigException;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the TLS files held when they were last whole, and takes up what they hold anew. A handshake meets the old
 * certificate or the new one, with its own key; what is half written, or does not fit together, is left alone and looked at
 * again. Thread-safe.
 */
final class TlsReload {

    private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

    /** So long may a client come back without showing its certificate again. */
    private static final int SESSION_SECONDS = 300;

    private final TlsSettings settings;
    private final SSLContext context;
    private final Keys keys;
    private volatile TlsMaterial current;
    private @Nullable String refused;

    TlsReload(TlsSettings settings) {
        this.settings = settings;
        try {
            this.current = TlsMaterial.read(settings.files());
        } catch (TlsFault fault) {
            throw new ConfigException(fault.key() + " " + fault.sentence());
        }
        this.keys = new Keys(shown(current));
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {new Authorities()}, null);
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    private static X509ExtendedKeyManager shown(TlsMaterial material) {
        return material.keys().orElseThrow(() -> new IllegalStateException("a listener shows a certificate"));
    }

    SSLContext context() {
        return context;
    }

    /** Looks at the files from now on, for as long as the timer lives. */
    void start(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    look();
                    start(scheduler);
                },
                settings.reload().toMillis(),
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
            TlsMaterial fresh = TlsMaterial.read(settings.files());
            keys.replace(shown(fresh));
            current = fresh;
            refused = null;
            LOG.info("took up changed TLS files");
            return true;
        } catch (TlsFault fault) {
            // The files may have been caught between two writes; the next look meets them whole.
            if (digest == null || !digest.equals(refused)) {
                LOG.warn(
                        "changed TLS files are not taken up, the former ones stay: {} {}",
                        fault.key(),
                        fault.sentence());
            }
            refused = digest;
            return false;
        }
    }

    /** Keys of two generations: a handshake asks for an alias, its key and its chain one after the other. */
    private static final class Keys extends X509ExtendedKeyManager {

        private record Generations(long number, X509ExtendedKeyManager latest, X509ExtendedKeyManager former) {}

        private static final char MARK = '/';
        private volatile Generations generations;

        Keys(X509ExtendedKeyManager first) {
            generations = new Generations(1, first, first);
        }

        void replace(X509ExtendedKeyManager fresh) {
            Generations before = generations;
            generations = new Generations(before.number() + 1, fresh, before.latest());
        }

        private static @Nullable String marked(Generations of, @Nullable String alias) {
            return alias == null ? null : of.number() + String.valueOf(MARK) + alias;
        }

        private X509ExtendedKeyManager of(String marked) {
            Generations now = generations;
            return marked.startsWith(now.number() + String.valueOf(MARK)) ? now.latest() : now.former();
        }

        private static String plain(String marked) {
            return marked.substring(marked.indexOf(MARK) + 1);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            Generations now = generations;
            return marked(now, now.latest().chooseEngineServerAlias(type, issuers, engine));
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
            Generations now = generations;
            return marked(now, now.latest().chooseServerAlias(type, issuers, socket));
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return of(alias).getCertificateChain(plain(alias));
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return of(alias).getPrivateKey(plain(alias));
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }
    }

    /** Whoever vouches for clients now. */
    private final class Authorities extends X509ExtendedTrustManager {

        private X509ExtendedTrustManager now() throws CertificateException {
            Optional<X509ExtendedTrustManager> authorities = current.authorities();
            return authorities.orElseThrow(() -> new CertificateException("no client certificates are asked for"));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            now().checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            now().checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            now().checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw noClient();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw noClient();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw noClient();
        }

        private CertificateException noClient() {
            return new CertificateException("no servers are called from here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return current.authorities()
                    .map(X509ExtendedTrustManager::getAcceptedIssuers)
                    .orElseGet(() -> new X509Certificate[0]);
        }
    }
}

package dev.millrace.http;

import dev.millrace.http.address.AddressRange;
import dev.millrace.http.address.HostRule;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Leads requests through the proxy of the settings, if there is one. Immutable. */
final class ClientProxy {

    /** The code of a failure. */
    static final String LOGIN_REFUSED = "proxy-login-refused";

    private static final int LOGIN = 407;

    private final ProxySettings settings;
    private final HttpHost proxy;

    ClientProxy(ProxySettings settings) {
        this.settings = settings;
        this.proxy = new HttpHost("http", settings.host().orElse("none"), settings.port());
    }

    /** Whether requests to a host go through it. */
    boolean leadsTo(String host) {
        if (settings.type() == ProxySettings.Type.NONE) {
            return false;
        }
        String name = HostRule.canonical(host);
        Optional<InetAddress> written = written(name);
        return settings.bypass().stream()
                .noneMatch(rule ->
                        rule.namesHost(name) || written.filter(rule::holds).isPresent());
    }

    /** Whether it is the proxy itself, which is connected to wherever requests may go. */
    boolean isItself(String host) {
        return settings.type() == ProxySettings.Type.HTTP && proxy.getHostName().equalsIgnoreCase(host);
    }

    /** Whether the proxy is told names as they are, and connects by itself. */
    boolean isSocks() {
        return settings.type() == ProxySettings.Type.SOCKS5;
    }

    boolean isHttp() {
        return settings.type() == ProxySettings.Type.HTTP;
    }

    HttpRoutePlanner routes() {
        return new DefaultRoutePlanner(null) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                return isHttp() && leadsTo(target.getHostName()) ? proxy : null;
            }
        };
    }

    /** Connects through a SOCKS proxy, where it is one. */
    void socks(IOReactorConfig.Builder reactor) {
        if (isSocks()) {
            InetSocketAddress address = new InetSocketAddress(proxy.getHostName(), proxy.getPort());
            if (address.isUnresolved()) {
                throw new ConnectorFailure(
                        FailureKind.MISCONFIGURED,
                        "proxy-unknown",
                        ProxySettings.HOST + " names " + proxy.getHostName()
                                + ", which can't be resolved on this worker");
            }
            reactor.setSocksProxyAddress(address);
            settings.user().ifPresent(reactor::setSocksProxyUsername);
            settings.password().map(Password::value).ifPresent(reactor::setSocksProxyPassword);
        }
    }

    /** What one exchange tells the proxy: the login at once, without being asked. */
    HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        if (isHttp() && settings.user().isPresent()) {
            BasicScheme basic = new BasicScheme();
            basic.initPreemptive(new UsernamePasswordCredentials(
                    settings.user().get(),
                    settings.password().map(Password::value).orElse("").toCharArray()));
            AuthExchange exchange = new AuthExchange();
            exchange.select(basic);
            context.setAuthExchange(proxy, exchange);
        }
        return context;
    }

    /**
     * What a status means that is the proxy's own.
     *
     * @return an {@link HttpFault}, or a {@link ConnectorFailure} where the login is refused
     */
    Exception refusal(int status) {
        return status == LOGIN
                ? loginRefused()
                : new HttpFault(
                        HttpFault.Stage.CONNECT, "the proxy refuses the connection with status " + status, null);
    }

    /** Whether a reply to a plain request is a proxy's word about the login. */
    boolean refusesLogin(URI target, int status) {
        return status == LOGIN
                && isHttp()
                && "http".equalsIgnoreCase(target.getScheme())
                && leadsTo(String.valueOf(target.getHost()));
    }

    ConnectorFailure loginRefused() {
        return new ConnectorFailure(
                FailureKind.UNAUTHORIZED,
                LOGIN_REFUSED,
                "the proxy " + proxy.toHostString() + " refuses the login: correct " + ProxySettings.USER + " and "
                        + ProxySettings.PASSWORD);
    }

    private static Optional<InetAddress> written(String host) {
        try {
            return Optional.of(AddressRange.literal(host.replace("[", "").replace("]", "")));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}

using System.Diagnostics;
using HelpDesk.Tests.House;

namespace HelpDesk.Tests.Faults;

/// <summary>nginx in front of some nodes, as docs/operations.md sets it up: each request goes to the next one, and what cannot be reached is left out for two seconds.</summary>
public sealed class NginxProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo directory;

    private NginxProcess(Process process, DirectoryInfo directory, Uri address) => (this.process, this.directory, Address) = (process, directory, address);

    public Uri Address { get; }

    public static async Task<NginxProcess> StartAsync(int port, params int[] nodes)
    {
        var directory = Directory.CreateTempSubdirectory("helpdesk-nginx-");
        var upstream = string.Join(' ', nodes.Select(node => $"server 127.0.0.1:{node} max_fails=1 fail_timeout=2s;"));
        var at = directory.FullName;
        await File.WriteAllTextAsync(Path.Combine(at, "nginx.conf"), $$"""
            daemon off;
            master_process off;
            pid {{at}}/nginx.pid;
            error_log {{at}}/error.log;
            events { }
            http {
              access_log off;
              client_body_temp_path {{at}}/body;
              proxy_temp_path {{at}}/proxy;
              fastcgi_temp_path {{at}}/fastcgi;
              uwsgi_temp_path {{at}}/uwsgi;
              scgi_temp_path {{at}}/scgi;
              client_max_body_size 110m;
              map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
              upstream desk { {{upstream}} }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://desk;
                  proxy_http_version 1.1;
                  proxy_connect_timeout 2s;
                  proxy_read_timeout 10s;
                  proxy_set_header Host $http_host;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $connection_upgrade;
                  proxy_next_upstream error timeout http_503;
                }
              }
            }
            """);
        var process = Process.Start(new ProcessStartInfo(Needs.Find("nginx") ?? "/usr/sbin/nginx", ["-p", at, "-c", Path.Combine(at, "nginx.conf")]) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient();
        for (var wait = 0; ; wait++)
        {
            try
            {
                await http.GetAsync(new Uri(address, "/health/live"));
                return new(process, directory, address);
            }
            catch (HttpRequestException) when (wait < 100 && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        directory.Delete(recursive: true);
    }
}

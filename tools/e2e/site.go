package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"protocell/tools/site/policy"
	"protocell/tools/site/serve"
)

// reportPath is where the browser sends its reports of policy violations.
const reportPath = "/policy-report"

// Server is a site on a free loopback port.
type Server struct {
	URL string // of the page, with a slash at the end

	server  *httptest.Server
	mu      sync.Mutex
	reports []string
}

// Serve serves the site in dir under a path that begins and ends with a slash,
// and collects violations of its security policy, the workers' too. Where coding
// is not empty, it hides from the server all codings that the browser accepts
// but that one.
func Serve(dir, path, coding string) (*Server, error) {
	site, err := serve.Handler(dir, policy.Options{})
	if err != nil {
		return nil, err
	}
	return newServer(http.StripPrefix(strings.TrimSuffix(path, "/"), site), path, coding), nil
}

// ServePlain serves the site in dir as the simplest static host does: no header of
// security or caching, no compressed file, and no type for what it does not know.
func ServePlain(dir string) *Server {
	files := http.FileServer(http.Dir(dir))
	return newServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		files.ServeHTTP(w, r)
	}), "/", "")
}

// newServer serves a site under a path, and collects reports.
func newServer(site http.Handler, path, coding string) *Server {
	s := &Server{}
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == reportPath {
			body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<16))
			s.mu.Lock()
			s.reports = append(s.reports, string(body))
			s.mu.Unlock()
			return
		}
		if coding != "" {
			r.Header.Set("Accept-Encoding", coding)
		}
		site.ServeHTTP(reporting{w}, r)
	}))
	s.URL = s.server.URL + path
	return s
}

// Close stops the server.
func (s *Server) Close() { s.server.Close() }

// takeReports returns and forgets the violations so far.
func (s *Server) takeReports() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	reports := s.reports
	s.reports = nil
	return reports
}

// reporting adds the address for reports to a response's security policy.
type reporting struct{ http.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (w reporting) WriteHeader(status int) {
	const name = "Content-Security-Policy"
	if policy := w.Header().Get(name); policy != "" {
		w.Header().Set(name, fmt.Sprintf("%s; report-uri %s", policy, reportPath))
	}
	w.ResponseWriter.WriteHeader(status)
}

package data

import "math"

// vec is a point of the plane.
type vec struct{ x, y float64 }

func (a vec) sub(b vec) vec { return vec{a.x - b.x, a.y - b.y} }
func (a vec) add(b vec) vec { return vec{a.x + b.x, a.y + b.y} }

// times returns a scaled by k.
func (a vec) times(k float64) vec { return vec{float64(a.x * k), float64(a.y * k)} }

// dot returns the scalar product, each product rounded.
func (a vec) dot(b vec) float64 { return float64(a.x*b.x) + float64(a.y*b.y) }

// length returns the distance from the origin.
func (a vec) length() float64 { return math.Sqrt(a.dot(a)) }

// cross returns the third component of the vector product, each product rounded.
func (a vec) cross(b vec) float64 { return float64(a.x*b.y) - float64(a.y*b.x) }

// mix returns a + (b-a)·t, the product rounded.
func mix(a, b, t float64) float64 { return a + float64((b-a)*t) }

// clamp01 returns the number of [0, 1] nearest to x.
func clamp01(x float64) float64 { return max(0, min(1, x)) }

// smoothstep is 3t² - 2t³ for t in [0, 1].
func smoothstep(t float64) float64 { return float64(float64(t*t) * (3 - 2*t)) }

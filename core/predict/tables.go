package predict

import (
	"protocell/core/table"
)

// DevicesOf returns the devices that a table has columns of, of a kind: latency or
// energy. It keeps the table's values.
func DevicesOf(t *table.Table, kind table.Kind) []Device {
	var devices []Device
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Kind == kind {
			devices = append(devices, Device{Name: c.Name + " (" + c.ID + ")", Archs: t.Archs(), Values: c.Values})
		}
	}
	return devices
}

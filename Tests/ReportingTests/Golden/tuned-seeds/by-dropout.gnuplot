$p0s0 << EOD
0.05 0.4615751 0.406846 0.5163042
0.1 0.3569501 0.302221 0.4116792
0.15 0.3569501 0.302221 0.4116792
0.2 0.4615751 0.406846 0.5163042
EOD
$p0s1 << EOD
0.05 0.433872 0.3791429 0.4886011
0.1 0.330372 0.2756429 0.3851011
0.15 0.330372 0.2756429 0.3851011
0.2 0.433872 0.3791429 0.4886011
EOD
set encoding utf8
set terminal svg noenhanced size 819,502 font 'DejaVu Sans,13' background rgb 'white' name 'by_dropout'
set border 3 lc rgb '#666666' lw 1
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics lt 1 lc rgb '#e4e4e4' lw 1
set style fill transparent solid 0.18 noborder
set errorbars 0.6
unset key
set multiplot
set lmargin at screen 0.09035409
set rmargin at screen 0.7985348
set bmargin at screen 0.1314741
set tmargin at screen 0.8486056
unset label
set label 1 'A list of one decade, declared logarithmic' at screen 0.02442002,0.9501992 left front font ',16' textcolor rgb '#333333'
set label 2 'best setting at each value, others pale; means and 95% intervals of 4 seeds' at screen 0.02442002,0.9043825 left front font ',12' textcolor rgb '#777777'
set title '' font ',13' textcolor rgb '#333333' offset 0,-0.4
set logscale x
set xrange [0.03703704:0.27]
set xtics ('0.05' 0.05, '0.1' 0.1, '0.15' 0.15, '0.2' 0.2)
unset logscale y
set yrange [0.25:0.55]
set ytics ('0.25' 0.25, '0.30' 0.3, '0.35' 0.35, '0.40' 0.4, '0.45' 0.45, '0.50' 0.5, '0.55' 0.55)
set label 3 'validation loss' at screen 0.01831502,0.4900398 center rotate by 90 textcolor rgb '#333333'
set label 4 'dropout' at screen 0.4444444,0.03984064 center textcolor rgb '#333333'
set key at screen 0.8253968,0.8565737 left top vertical maxrows 2 Left reverse samplen 2.2 spacing 1.35 textcolor rgb '#333333'
plot \
  $p0s0 using 1:2:3:4 with yerrorbars notitle pt 7 ps 0 lw 1.2 lc rgb '#4477AA', \
  $p0s1 using 1:2:3:4 with yerrorbars notitle pt 7 ps 0 lw 1.2 lc rgb '#EE6677', \
  $p0s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p0s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle, \
  keyentry with lines lw 3 dt solid lc rgb '#4477AA' title 'Plain', \
  keyentry with lines lw 3 dt solid lc rgb '#EE6677' title 'Normalized'
unset multiplot
